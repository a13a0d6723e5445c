package dev.sluice.metainfo;

import dev.sluice.model.Bep;
import java.util.Set;

/**
 * One file of a torrent.
 *
 * @param index place in the torrent's list of files, from 0
 * @param path where it belongs below the download folder; begins with the torrent's name if the
 *     torrent has a folder of its own
 * @param lengthBytes its length, 0 or more
 * @param offset its first byte among all bytes of the torrent
 * @param attributes what the torrent says about it
 */
@Bep({3, 47})
public record FileEntry(
    int index, SafePath path, long lengthBytes, long offset, Set<FileAttribute> attributes) {
  public FileEntry {
    if (index < 0 || lengthBytes < 0 || offset < 0) {
      throw new IllegalArgumentException("no such file: " + index + " " + path);
    }
    attributes = Set.copyOf(attributes);
  }

  /** Returns the offset behind its last byte. */
  public long endOffset() {
    return offset + lengthBytes;
  }

  /** Returns whether it is padding: its bytes are zeros, and it never touches the disk. */
  public boolean isPadding() {
    return attributes.contains(FileAttribute.PADDING);
  }

  /** Returns whether it exists on disk: padding and links do not. */
  public boolean isStored() {
    return !isPadding() && !attributes.contains(FileAttribute.SYMLINK);
  }

  /** Returns whether it is meant to be run. */
  public boolean isExecutable() {
    return attributes.contains(FileAttribute.EXECUTABLE);
  }
}
