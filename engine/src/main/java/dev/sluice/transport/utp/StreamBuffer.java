package dev.sluice.transport.utp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Bytes on their way between a peer's thread and the actor, one direction of one connection. The
 * peer's thread waits for bytes or for room; the actor never does.
 *
 * <p>Takes no more memory than it ever held bytes, and never more than twice its capacity, which
 * may change. Safe for use by any thread.
 */
final class StreamBuffer {
  private static final int FIRST_BYTES = 4 * 1024;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int capacity;
  private byte[] ring;
  private int start;
  private int size;
  private boolean ended;
  private @Nullable String failure;

  /** Holds up to {@code capacity} bytes. */
  StreamBuffer(int capacity) {
    this.capacity = capacity;
    this.ring = new byte[Math.min(FIRST_BYTES, capacity)];
  }

  int capacity() {
    lock.lock();
    try {
      return capacity;
    } finally {
      lock.unlock();
    }
  }

  /** Lets it hold {@code roomBytes} more than it holds, but {@code mostBytes} at the most. */
  void allow(int roomBytes, int mostBytes) {
    lock.lock();
    try {
      capacity = Math.max(size, Math.min(mostBytes, size + roomBytes));
      if (ring.length > Math.max(FIRST_BYTES, 2 * capacity)) {
        move(new byte[Math.max(FIRST_BYTES, capacity)]);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return size;
    } finally {
      lock.unlock();
    }
  }

  /** Returns how many more bytes can be put in. */
  int room() {
    lock.lock();
    try {
      return capacity - size;
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether nothing is in it, and nothing will be. */
  boolean isAtEnd() {
    lock.lock();
    try {
      return ended && size == 0;
    } finally {
      lock.unlock();
    }
  }

  /** Puts in what there is room for; never waits. */
  void put(ByteBuffer source) {
    lock.lock();
    try {
      if (failure == null && !ended) {
        fill(source);
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Puts in as much as there is room for, waiting until there is some.
   *
   * @throws IOException if the connection is over; an interrupt also ends the wait so
   */
  void putSome(ByteBuffer source) throws IOException {
    lock.lock();
    try {
      while (size == capacity && failure == null && !ended) {
        awaitChange();
      }
      if (failure != null || ended) {
        throw new IOException(failure == null ? "the connection is closed" : failure);
      }
      fill(source);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void fill(ByteBuffer source) {
    int count = Math.min(source.remaining(), capacity - size);
    grow(size + count);
    int end = (start + size) % ring.length;
    int first = Math.min(count, ring.length - end);
    source.get(ring, end, first);
    source.get(ring, 0, count - first);
    size += count;
  }

  private void grow(int neededBytes) {
    if (neededBytes <= ring.length) {
      return;
    }
    move(new byte[Math.min(capacity, Math.max(neededBytes, 2 * ring.length))]);
  }

  private void move(byte[] other) {
    int first = Math.min(size, ring.length - start);
    System.arraycopy(ring, start, other, 0, first);
    System.arraycopy(ring, 0, other, first, size - first);
    ring = other;
    start = 0;
  }

  /** Takes out exactly {@code count} bytes, of which there must be so many; never waits. */
  void take(byte[] target, int offset, int count) {
    lock.lock();
    try {
      drain(ByteBuffer.wrap(target, offset, count));
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes out some bytes, waiting for the first.
   *
   * @return how many, or -1 if no more will come
   * @throws IOException if the connection failed; an interrupt also ends the wait so
   */
  int takeSome(ByteBuffer first, ByteBuffer second) throws IOException {
    lock.lock();
    try {
      while (size == 0 && failure == null && !ended) {
        awaitChange();
      }
      if (failure != null) {
        throw new IOException(failure);
      }
      int before = size;
      drain(first);
      drain(second);
      return before == 0 ? -1 : before - size;
    } finally {
      lock.unlock();
    }
  }

  private void drain(ByteBuffer target) {
    int count = Math.min(size, target.remaining());
    int first = Math.min(count, ring.length - start);
    target.put(ring, start, first).put(ring, 0, count - first);
    start = size == count ? 0 : (start + count) % ring.length;
    size -= count;
  }

  private void awaitChange() throws IOException {
    try {
      changed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClosedByInterruptException();
    }
  }

  /** Nothing more will be put in; what is there can still be taken. */
  void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The connection is over: whoever waits, or comes later, is told {@code why}. */
  void fail(String why) {
    lock.lock();
    try {
      if (failure == null) {
        failure = why;
      }
      size = 0;
      ring = Arrays.copyOf(ring, 1);
      start = 0;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
