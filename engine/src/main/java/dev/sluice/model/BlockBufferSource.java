package dev.sluice.model;

/** Where block buffers are leased. Its size bounds the memory that payloads can take. */
public interface BlockBufferSource {
  /**
   * Leases a buffer whose {@code bytes()} has position 0 and limit {@code length}, waiting while
   * none is free: that wait is the back-pressure that slows a fast peer down to the disk.
   *
   * @param length from 1 to {@link BlockRef#MAX_BYTES}
   * @throws InterruptedException if the waiting thread is told to stop
   */
  BlockBuffer lease(int length) throws InterruptedException;
}
