package dev.sluice.storage;

import dev.sluice.storage.Folder.Access;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.nio.file.Paths;

/**
 * Finds out by trying whether a file system keeps holes: one byte far out in an empty file takes
 * the space of all the bytes before it on FAT32 and its like, and of one block elsewhere. Java
 * tells neither a file's blocks nor what a file system can do. When another program fills the disk
 * meanwhile the answer may be a needless "no", which costs time and nothing else.
 */
final class SparseProbe {
  /**
   * A moment's writing on a slow card, and far more than other programs usually write meanwhile.
   */
  static final long PROBE_BYTES = 16 << 20;

  private static final Path NAME = Paths.get(".sluice-probe");

  private static final int ATTEMPTS = 3;

  private SparseProbe() {}

  /** Returns whether holes take no space in {@code folder}. */
  static boolean keepsHoles(Folder folder) throws IOException {
    boolean keepsHoles = false;
    for (int i = 0; i < ATTEMPTS && !keepsHoles; i++) {
      keepsHoles = tryOnce(folder);
    }
    return keepsHoles;
  }

  private static boolean tryOnce(Folder folder) throws IOException {
    folder.delete(NAME);
    try (OpenFile file = folder.open(NAME, Access.WRITE)) {
      long before = folder.usableBytes();
      file.write(new ByteBuffer[] {ByteBuffer.allocate(1)}, 1, PROBE_BYTES - 1);
      return before - folder.usableBytes() < PROBE_BYTES / 2;
    } finally {
      folder.delete(NAME);
    }
  }
}
