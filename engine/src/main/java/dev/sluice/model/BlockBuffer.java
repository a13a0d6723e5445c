package dev.sluice.model;

import java.nio.ByteBuffer;

/**
 * A leased piece of memory that carries one block's payload, at most 16 KiB.
 *
 * <p>It has one holder at a time. Who hands it on must not touch it again; the last holder calls
 * {@link #release} exactly once.
 */
public interface BlockBuffer {
  /** Returns the payload between position 0 and limit; the holder may move both. */
  ByteBuffer bytes();

  /** Gives the memory back to the pool that it came from. */
  void release();
}
