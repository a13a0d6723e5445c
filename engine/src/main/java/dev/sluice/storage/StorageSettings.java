package dev.sluice.storage;

import java.util.Locale;

/**
 * How much the disk side may use.
 *
 * @param lanes threads that read, write and hash, at least 1
 * @param bufferBytes memory for payloads between sockets and disk
 * @param maxOpenFiles over all lanes, at least one for each
 * @param reserveBytes how much of a disk stays free, 0 or more
 */
public record StorageSettings(int lanes, int bufferBytes, int maxOpenFiles, long reserveBytes) {
  /** A system whose disk is full to the last byte cannot even write its log. A guess. */
  public static final long DEFAULT_RESERVE_BYTES = 8 << 20;

  /** More threads than this only make a disk seek. */
  private static final int MAX_DEFAULT_LANES = 4;

  /** Well under the 256 that macOS grants a process, and plenty for the files in use at a time. */
  static final int DEFAULT_OPEN_FILES = 64;

  public StorageSettings {
    if (lanes < 1 || maxOpenFiles < lanes || reserveBytes < 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "no such settings: %d lanes, %d open files, %d bytes in reserve",
              lanes,
              maxOpenFiles,
              reserveBytes));
    }
  }

  /** Makes settings with the usual reserve. */
  public StorageSettings(int lanes, int bufferBytes, int maxOpenFiles) {
    this(lanes, bufferBytes, maxOpenFiles, DEFAULT_RESERVE_BYTES);
  }

  /** Returns these settings with so much of a disk left free. */
  public StorageSettings withReserve(long bytes) {
    return new StorageSettings(lanes, bufferBytes, maxOpenFiles, bytes);
  }

  /** Returns the settings for a machine with that many processors. */
  public static StorageSettings forProcessors(int processors) {
    return new StorageSettings(
        Math.max(1, Math.min(processors, MAX_DEFAULT_LANES)),
        BlockBuffers.DEFAULT_BYTES,
        DEFAULT_OPEN_FILES);
  }
}
