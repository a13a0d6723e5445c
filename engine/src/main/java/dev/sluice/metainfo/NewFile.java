package dev.sluice.metainfo;

import java.util.List;

/**
 * A file that is to become part of a torrent.
 *
 * @param path the folders below the torrent's own, from the outermost, then the file's name
 * @param lengthBytes its length, 0 or more
 */
public record NewFile(List<String> path, long lengthBytes) {
  public NewFile {
    path = List.copyOf(path);
    if (path.isEmpty() || lengthBytes < 0) {
      throw new IllegalArgumentException("no such file: " + path + ", " + lengthBytes);
    }
  }
}
