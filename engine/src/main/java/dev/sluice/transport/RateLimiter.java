package dev.sluice.transport;

import dev.sluice.actor.MonotonicClock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A token bucket that threads wait at, first come first served.
 *
 * <p>A taker may overdraw the bucket once and the next one waits until the debt is paid; so takes
 * larger than the bucket work and the long-run rate is exact. Safe for use by any thread.
 */
public final class RateLimiter {
  /** The rate at which nobody ever waits. */
  public static final long UNLIMITED = Long.MAX_VALUE;

  /** What may be taken at once after a rest, in time: short, or a limit would show as bursts. */
  private static final long BURST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final MonotonicClock clock;
  private final ReentrantLock lock = new ReentrantLock(true);
  private final Condition rateChanged = lock.newCondition();
  private volatile long bytesPerSecond;
  private double tokens;
  private long filledNanos;

  /** Starts at {@code bytesPerSecond}, with an empty bucket. */
  public RateLimiter(MonotonicClock clock, long bytesPerSecond) {
    this.clock = clock;
    this.bytesPerSecond = bytesPerSecond;
    this.filledNanos = clock.nanoTime();
  }

  /** Changes the rate; those who wait now wait by the new one. */
  public void rate(long newBytesPerSecond) {
    lock.lock();
    try {
      fill();
      bytesPerSecond = newBytesPerSecond;
      tokens = Math.max(0, tokens);
      rateChanged.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether there is a limit at all. */
  public boolean isLimited() {
    return bytesPerSecond != UNLIMITED;
  }

  /** Takes {@code bytes} of budget, waiting until the bucket is out of debt. */
  public void take(int bytes) throws InterruptedException {
    if (!isLimited() || bytes == 0) {
      return;
    }
    lock.lockInterruptibly();
    try {
      fill();
      while (tokens < 0 && isLimited()) {
        rateChanged.awaitNanos((long) (-tokens * 1e9 / bytesPerSecond) + 1);
        fill();
      }
      tokens -= bytes;
    } finally {
      lock.unlock();
    }
  }

  private void fill() {
    long now = clock.nanoTime();
    double earned = bytesPerSecond / 1e9 * (now - filledNanos);
    double most = bytesPerSecond / 1e9 * BURST_NANOS;
    tokens = Math.min(most, tokens + earned);
    filledNanos = now;
  }
}
