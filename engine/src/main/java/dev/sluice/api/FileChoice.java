package dev.sluice.api;

import dev.sluice.metainfo.Info;
import dev.sluice.metainfo.MetainfoException;
import java.util.function.Predicate;

/** Chooses the files of a torrent once it is known which there are. */
@FunctionalInterface
public interface FileChoice {
  /**
   * Returns which files are wanted, asked with each file's index.
   *
   * @throws MetainfoException if the torrent is not wanted at all; the message is a sentence for a
   *     person, and the torrent fails with it
   */
  Predicate<Integer> of(Info info) throws MetainfoException;
}
