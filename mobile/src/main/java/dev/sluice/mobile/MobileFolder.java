package dev.sluice.mobile;

import java.io.FileDescriptor;

/**
 * A folder that only the app can open, file by file: a tree of documents that the user has granted
 * it through Android's storage access. The app implements it.
 *
 * <p>A path is one or more names with slashes between them, from the outermost folder to the file;
 * no name is empty, {@code .} or {@code ..}. Calls come on the engine's disk threads, several at a
 * time, and may take their time; an exception of any kind means that the storage refused, and its
 * message is told to the user.
 */
public interface MobileFolder {
  /** Returns a name that no other folder has and that stays the same: the URI of the tree. */
  String name();

  /**
   * Opens a file for reading.
   *
   * @return what {@code ParcelFileDescriptor.getFileDescriptor} returns; {@code new
   *     FileDescriptor()} if there is no such file
   */
  FileDescriptor openToRead(String path);

  /**
   * Opens a file for reading and writing ({@code "rw"}); makes it, and the folders above it, where
   * they are missing.
   */
  FileDescriptor openToWrite(String path);

  /** Closes a file that this folder has opened: closes its {@code ParcelFileDescriptor}. */
  void close(FileDescriptor file);

  /** Returns the length of a file in bytes; -1 if there is no such file. */
  long sizeBytes(String path);

  /** Returns when a file was last changed, milliseconds since 1970. */
  long modifiedMillis(String path);

  /** Removes a file if it is there. */
  void delete(String path);

  /** Returns how many bytes can still be written, as {@code Os.fstatvfs} tells. */
  long usableBytes();
}
