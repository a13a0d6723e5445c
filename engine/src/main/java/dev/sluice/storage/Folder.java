package dev.sluice.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A folder on some volume, and the tree below it. Paths are relative to it. Nothing here follows a
 * symbolic link below the folder, opens anything but a regular file, or leaves the folder: such a
 * path is answered with {@link java.nio.file.AccessDeniedException}.
 *
 * <p>Safe for use by several lanes at once.
 */
public interface Folder {
  /** Returns where the folder is, for messages to people. */
  Path path();

  /**
   * Opens a file. With {@link Access#READ} it must exist ({@link
   * java.nio.file.NoSuchFileException}); with {@link Access#WRITE} it and the folders above it are
   * made where they are missing.
   */
  OpenFile open(Path relative, Access access) throws IOException;

  /** Returns the size and time of a regular file; empty if there is none. */
  Optional<FileStamp> stamp(Path relative) throws IOException;

  /** Puts the file {@code from} in the place of {@code to}, so that a crash leaves one of them. */
  void replace(Path from, Path to) throws IOException;

  /** Removes a file if it is there. */
  void delete(Path relative) throws IOException;

  /** Returns how many bytes can still be written below this folder. */
  long usableBytes() throws IOException;

  /**
   * Returns how long a file below this folder can be, as far as the system tells: on FAT32 one byte
   * less than 4 GiB.
   */
  long maxFileBytes();

  /**
   * Returns a name of the volume that the folder, or the nearest existing folder above it, lies on:
   * it changes when another volume is mounted there. Empty where the system does not tell.
   */
  String volumeName() throws IOException;

  /** What a file is opened for. */
  enum Access {
    /** Reading only; makes nothing. */
    READ,
    /** Reading and writing; makes the file if need be. */
    WRITE
  }
}
