package dev.sluice.storage;

import dev.sluice.storage.Folder.Access;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.nio.file.Paths;

/** Finds out by trying whether a folder takes a file, where one was refused before. */
final class FolderTrial {
  private static final Path NAME = Paths.get(".sluice-trial");

  /** One block of most file systems. */
  private static final int TRIAL_BYTES = 4096;

  private FolderTrial() {}

  /**
   * Returns whether it does, and takes the file away again.
   *
   * @throws IOException if it does not, or the folder is not there
   */
  static boolean takesFiles(Folder folder) throws IOException {
    try (OpenFile file = folder.open(NAME, Access.WRITE)) {
      file.write(new ByteBuffer[] {ByteBuffer.allocate(TRIAL_BYTES)}, 1, 0);
      file.force();
    } finally {
      folder.delete(NAME);
    }
    return true;
  }
}
