package dev.sluice.storage;

import java.nio.file.Path;
import java.util.Set;

/**
 * Where a torrent's bytes go.
 *
 * @param directory the download folder; the torrent's own folder or file comes below it
 * @param stateDirectory where resume data is kept
 * @param skippedFiles indices of files not wanted; they are made only when a wanted piece reaches
 *     into them
 */
public record TorrentPlace(Path directory, Path stateDirectory, Set<Integer> skippedFiles) {
  public TorrentPlace {
    skippedFiles = Set.copyOf(skippedFiles);
  }

  /** Returns the place of a torrent whose files are all wanted. */
  public static TorrentPlace of(Path directory, Path stateDirectory) {
    return new TorrentPlace(directory, stateDirectory, Set.of());
  }
}
