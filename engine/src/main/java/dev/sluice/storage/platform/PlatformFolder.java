package dev.sluice.storage.platform;

import java.io.FileDescriptor;
import java.io.IOException;

/**
 * A folder that only the platform can open, file by file, such as a tree of documents that an
 * Android user has granted to an app.
 *
 * <p>A path is one or more names with slashes between them, from the outermost folder to the file;
 * no name is empty, {@code .} or {@code ..}. Disk lanes call, several at a time, and may wait.
 */
public interface PlatformFolder {
  /** Returns a name that no other folder has and that stays the same, such as its URI. */
  String name();

  /**
   * Opens a file for reading.
   *
   * @throws java.nio.file.NoSuchFileException if there is none
   */
  FileDescriptor openToRead(String path) throws IOException;

  /** Opens a file for reading and writing; makes it, and folders above it, where missing. */
  FileDescriptor openToWrite(String path) throws IOException;

  /** Closes what this folder has opened. */
  void close(FileDescriptor file) throws IOException;

  /** Returns the length of a file in bytes; -1 if there is none. */
  long sizeBytes(String path) throws IOException;

  /** Returns when a file was last changed, milliseconds since 1970; anything if there is none. */
  long modifiedMillis(String path) throws IOException;

  /** Removes a file if it is there. */
  void delete(String path) throws IOException;

  /** Returns how many bytes can still be written to this folder. */
  long usableBytes() throws IOException;
}
