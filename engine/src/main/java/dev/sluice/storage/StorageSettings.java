package dev.sluice.storage;

import java.util.Locale;

/**
 * How much the disk side may use.
 *
 * @param lanes threads that read, write and hash, at least 1
 * @param bufferBytes memory for payloads between sockets and disk
 * @param maxOpenFiles over all lanes, at least one for each
 */
public record StorageSettings(int lanes, int bufferBytes, int maxOpenFiles) {
  /** More threads than this only make a disk seek. */
  private static final int MAX_DEFAULT_LANES = 4;

  /** Well under the 256 that macOS grants a process, and plenty for the files in use at a time. */
  static final int DEFAULT_OPEN_FILES = 64;

  public StorageSettings {
    if (lanes < 1 || maxOpenFiles < lanes) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "no such settings: %d lanes, %d open files", lanes, maxOpenFiles));
    }
  }

  /** Returns the settings for a machine with that many processors. */
  public static StorageSettings forProcessors(int processors) {
    return new StorageSettings(
        Math.max(1, Math.min(processors, MAX_DEFAULT_LANES)),
        BlockBuffers.DEFAULT_BYTES,
        DEFAULT_OPEN_FILES);
  }
}
