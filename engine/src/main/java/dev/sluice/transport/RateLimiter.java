package dev.sluice.transport;

import dev.sluice.actor.MonotonicClock;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A rate that many connections share: each passes in its turn, so that none gets more than another
 * as long as both want it. Connections pay through an {@link Allowance}.
 *
 * <p>Safe for use by any thread.
 */
public final class RateLimiter {
  /** The rate at which nobody ever waits. */
  public static final long UNLIMITED = Long.MAX_VALUE;

  private final MonotonicClock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private RateQueue queue;
  private volatile long bytesPerSecond;

  /** A place among those who wait to pass. */
  static final class Place {
    private final RateQueue queue;
    private final RateQueue.Turn turn;

    private Place(RateQueue queue, int bytes, long nowNanos) {
      this.queue = queue;
      this.turn = queue.enter(bytes, nowNanos);
    }
  }

  /** Starts at {@code bytesPerSecond}, at least 1. */
  public RateLimiter(MonotonicClock clock, long bytesPerSecond) {
    this.clock = clock;
    this.queue = new RateQueue(bytesPerSecond, clock.nanoTime());
    this.bytesPerSecond = bytesPerSecond;
  }

  /** Changes the rate; those who wait now wait by the new one. */
  public void rate(long newBytesPerSecond) {
    lock.lock();
    try {
      if (isLimited() && newBytesPerSecond != UNLIMITED) {
        queue.rate(newBytesPerSecond, clock.nanoTime());
      } else {
        queue = new RateQueue(newBytesPerSecond, clock.nanoTime());
      }
      bytesPerSecond = newBytesPerSecond;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether there is a limit at all. */
  public boolean isLimited() {
    return bytesPerSecond != UNLIMITED;
  }

  /** Returns the rate, {@link #UNLIMITED} without a limit. */
  public long bytesPerSecond() {
    return bytesPerSecond;
  }

  /** Takes a place behind those who wait. */
  Place enter(int bytes) {
    lock.lock();
    try {
      return new Place(queue, bytes, clock.nanoTime());
    } finally {
      lock.unlock();
    }
  }

  /** Passes if it is time; otherwise returns for how long to keep the place, more than 0. */
  long tryPass(Place place) {
    lock.lock();
    try {
      return pass(place);
    } finally {
      lock.unlock();
    }
  }

  /** Waits to pass; returns whether it was time within {@code maxWaitNanos}. */
  boolean pass(Place place, long maxWaitNanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long leftNanos = maxWaitNanos;
      for (long waitNanos = pass(place); waitNanos > 0; waitNanos = pass(place)) {
        if (leftNanos <= 0) {
          return false;
        }
        long napNanos = Math.min(waitNanos, leftNanos);
        leftNanos -= napNanos - changed.awaitNanos(napNanos);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** A place of before a limit was set or lifted counts no more. */
  private long pass(Place place) {
    if (place.queue != queue || !isLimited()) {
      return 0;
    }
    long nowNanos = clock.nanoTime();
    return queue.pass(place.turn, nowNanos) ? 0 : queue.waitNanos(place.turn, nowNanos);
  }

  /** Gives up a place, so that those behind it move up; does nothing once it has passed. */
  void leave(Place place) {
    lock.lock();
    try {
      place.queue.leave(place.turn);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
