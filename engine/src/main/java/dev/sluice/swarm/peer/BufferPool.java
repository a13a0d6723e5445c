package dev.sluice.swarm.peer;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A few large direct buffers that connections borrow while many bytes flow, so that an idle
 * connection costs little. Safe for use by any thread.
 */
public final class BufferPool {
  private final int bufferBytes;
  private final int maxBuffers;
  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<ByteBuffer> free = new ArrayDeque<>();
  private int made;

  /** Makes a pool of at most {@code maxBuffers} buffers, each made when first needed. */
  public BufferPool(int bufferBytes, int maxBuffers) {
    this.bufferBytes = bufferBytes;
    this.maxBuffers = maxBuffers;
  }

  /** Returns an empty buffer, or null when all are lent: the caller makes do with its own. */
  public @Nullable ByteBuffer tryLease() {
    lock.lock();
    try {
      ByteBuffer buffer = free.poll();
      if (buffer != null) {
        return buffer;
      }
      if (made == maxBuffers) {
        return null;
      }
      made++;
      return ByteBuffer.allocateDirect(bufferBytes);
    } finally {
      lock.unlock();
    }
  }

  /** Takes back a buffer that {@link #tryLease} returned. */
  public void release(ByteBuffer buffer) {
    lock.lock();
    try {
      free.push(buffer.clear());
    } finally {
      lock.unlock();
    }
  }
}
