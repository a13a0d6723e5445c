package dev.sluice.storage;

import dev.sluice.actor.MonotonicClock;
import dev.sluice.model.BlockBuffer;
import dev.sluice.model.BlockBufferSource;
import dev.sluice.model.BlockRef;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The fixed pool of memory in which payloads travel from the sockets to the disk.
 *
 * <p>Memory is taken from the system in slabs, when it is first needed, and never given back. The
 * buffer released last is leased first, so that it is still in the processor's cache. Whoever finds
 * the pool empty waits; before that the {@linkplain #onShortage shortage listener} is told, so that
 * buffers which only wait for company on their way to the disk come back.
 *
 * <p>Safe for use by any thread.
 */
public final class BlockBuffers implements BlockBufferSource {
  /** Enough for 20 pieces of 1 MiB under way and half as much on its way to the disk. */
  public static final int DEFAULT_BYTES = 32 << 20;

  /** Few calls to the system, and little wasted by a program that moves few blocks. */
  private static final int SLAB_BUFFERS = 64;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition released = lock.newCondition();
  private final ArrayDeque<ByteBuffer> free = new ArrayDeque<>();
  private final int capacity;
  private int allocated;
  private int leased;
  private long waits;
  private volatile Runnable shortageListener = () -> {};
  private volatile WaitListener waitListener = new WaitListener(() -> 0, nanos -> {});

  /**
   * Makes a pool that never holds more than {@code maxBytes}.
   *
   * @param maxBytes at least one block of 16 KiB
   */
  public BlockBuffers(int maxBytes) {
    this.capacity = maxBytes / BlockRef.MAX_BYTES;
    if (capacity < 1) {
      throw new IllegalArgumentException("a pool of " + maxBytes + " bytes holds no block");
    }
  }

  @Override
  public BlockBuffer lease(int length) throws InterruptedException {
    if (length < 1 || length > BlockRef.MAX_BYTES) {
      throw new IllegalArgumentException("no block has " + length + " bytes");
    }
    ByteBuffer memory = tryTake();
    if (memory == null) {
      memory = waitFor();
    }
    return new Lease(memory.clear().limit(length));
  }

  private ByteBuffer waitFor() throws InterruptedException {
    shortageListener.run();
    WaitListener listener = waitListener;
    long startNanos = listener.clock.nanoTime();
    ByteBuffer memory = take();
    listener.nanos.accept(listener.clock.nanoTime() - startNanos);
    return memory;
  }

  private record WaitListener(MonotonicClock clock, LongConsumer nanos) {}

  /** Names who is told how long a thread has waited, on that thread; it must not wait itself. */
  void onWaited(MonotonicClock clock, LongConsumer nanos) {
    waitListener = new WaitListener(clock, nanos);
  }

  /**
   * Names who is told when a thread is about to wait. Runs on that thread, without a lock, and must
   * not wait.
   */
  void onShortage(Runnable listener) {
    shortageListener = listener;
  }

  /** Returns how many buffers the pool can lease at the same time. */
  public int capacity() {
    return capacity;
  }

  /** Returns how many buffers are leased right now; 0 when nothing leaked and all is at rest. */
  public int leased() {
    lock.lock();
    try {
      return leased;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns how often a thread had to wait for a buffer: how often the disk held the network back.
   */
  public long waits() {
    lock.lock();
    try {
      return waits;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable ByteBuffer tryTake() {
    lock.lock();
    try {
      return pollOrAllocate();
    } finally {
      lock.unlock();
    }
  }

  private ByteBuffer take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      ByteBuffer memory = pollOrAllocate();
      if (memory == null) {
        waits++;
      }
      while (memory == null) {
        released.await();
        memory = pollOrAllocate();
      }
      return memory;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable ByteBuffer pollOrAllocate() {
    if (free.isEmpty() && allocated < capacity) {
      allocateSlab();
    }
    ByteBuffer memory = free.pollFirst();
    if (memory != null) {
      leased++;
    }
    return memory;
  }

  private void allocateSlab() {
    int count = Math.min(SLAB_BUFFERS, capacity - allocated);
    ByteBuffer slab = ByteBuffer.allocateDirect(count * BlockRef.MAX_BYTES);
    for (int i = 0; i < count; i++) {
      slab.limit((i + 1) * BlockRef.MAX_BYTES).position(i * BlockRef.MAX_BYTES);
      free.addLast(slab.slice());
    }
    allocated += count;
  }

  /**
   * Releases the first {@code count} blocks at once, so that those who wait for them and the lane
   * that releases do not stand in each other's way at every block.
   */
  static void releaseAll(BlockBuffer[] blocks, int count) {
    int next = 0;
    while (next < count) {
      if (blocks[next] instanceof Lease lease) {
        next = lease.pool().releaseRun(blocks, next, count);
      } else {
        blocks[next].release();
        next++;
      }
    }
  }

  /** Releases blocks of this pool from {@code start} on; returns where they end. */
  private int releaseRun(BlockBuffer[] blocks, int start, int end) {
    lock.lock();
    try {
      int next = start;
      while (next < end && blocks[next] instanceof Lease lease && lease.pool() == this) {
        giveBack(lease.end());
        next++;
      }
      return next;
    } finally {
      lock.unlock();
    }
  }

  private void giveBack(ByteBuffer memory) {
    free.addFirst(memory);
    leased--;
    released.signal();
  }

  /** One lease. It is not used again, so that a late second release is recognised as such. */
  private final class Lease implements BlockBuffer {
    private @Nullable ByteBuffer memory;

    private Lease(ByteBuffer memory) {
      this.memory = memory;
    }

    @Override
    public ByteBuffer bytes() {
      return held();
    }

    @Override
    public void release() {
      ByteBuffer held = end();
      lock.lock();
      try {
        giveBack(held);
      } finally {
        lock.unlock();
      }
    }

    private BlockBuffers pool() {
      return BlockBuffers.this;
    }

    private ByteBuffer end() {
      ByteBuffer held = held();
      memory = null;
      return held;
    }

    private ByteBuffer held() {
      ByteBuffer held = memory;
      if (held == null) {
        throw new IllegalStateException("block buffer used after its release");
      }
      return held;
    }
  }
}
