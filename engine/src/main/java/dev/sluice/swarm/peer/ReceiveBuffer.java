package dev.sluice.swarm.peer;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The bytes between a socket and the decoder: small while a peer is quiet, large while it sends.
 *
 * <p>128 KiB take eight blocks with one system call; 1 KiB is enough for a peer that only says
 * {@code have}. Owned by the connection's reader.
 */
final class ReceiveBuffer {
  /** Size of the pool's buffers; larger ones gained nothing when measured. */
  static final int LARGE_BYTES = 128 * 1024;

  private static final int SMALL_BYTES = 1024;

  private final BufferPool largeBuffers;
  private final ByteBuffer small = ByteBuffer.allocateDirect(SMALL_BYTES);
  private @Nullable ByteBuffer large;

  ReceiveBuffer(BufferPool largeBuffers) {
    this.largeBuffers = largeBuffers;
  }

  /** Returns the buffer to fill next; the one returned before must have been emptied. */
  ByteBuffer next(long bytesLastRead) {
    ByteBuffer borrowed = large;
    if (borrowed != null && bytesLastRead < SMALL_BYTES) {
      release();
    } else if (borrowed == null && bytesLastRead >= SMALL_BYTES) {
      large = largeBuffers.tryLease();
    }
    ByteBuffer buffer = large;
    return (buffer == null ? small : buffer).clear();
  }

  /** Gives a borrowed buffer back. */
  void release() {
    ByteBuffer borrowed = large;
    large = null;
    if (borrowed != null) {
      largeBuffers.release(borrowed);
    }
  }
}
