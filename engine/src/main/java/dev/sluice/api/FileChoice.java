package dev.sluice.api;

import dev.sluice.metainfo.Info;
import java.util.function.Predicate;

/** Chooses the files of a torrent once it is known which there are. */
@FunctionalInterface
public interface FileChoice {
  /**
   * Returns which files are wanted, asked with each file's index.
   *
   * @throws NotWantedException if the torrent is not wanted at all; it fails with that sentence
   */
  Predicate<Integer> of(Info info) throws NotWantedException;
}
