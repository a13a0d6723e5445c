package dev.sluice.tui;

import dev.sluice.api.AddRequest;
import dev.sluice.api.NotWantedException;
import java.nio.file.Path;

/** Makes a request of what a person types. Any thread may call; it may take its time. */
@FunctionalInterface
public interface Sources {
  /**
   * Returns the request for a torrent.
   *
   * @param source a path of a .torrent file, a magnet link, or an info-hash
   * @param directory the folder that the torrent's file or folder goes into
   * @throws NotWantedException if that names no torrent; the sentence says why
   */
  AddRequest request(String source, Path directory) throws NotWantedException;
}
