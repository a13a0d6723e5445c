package dev.sluice.transport;

import dev.sluice.actor.MonotonicClock;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A token bucket that threads wait at. Who comes as the debt is being paid may overtake those who
 * wait; as each taker makes the next debt, none is overtaken for long.
 *
 * <p>A taker may overdraw the bucket once and the next one waits until the debt is paid; so takes
 * larger than the bucket work and the long-run rate is exact. Safe for use by any thread.
 */
public final class RateLimiter {
  /** The rate at which nobody ever waits. */
  public static final long UNLIMITED = Long.MAX_VALUE;

  private final MonotonicClock clock;
  private final ReentrantLock lock = new ReentrantLock(true);
  private final Condition rateChanged = lock.newCondition();
  private final TokenBucket bucket;
  private volatile boolean limited;

  /** Starts at {@code bytesPerSecond}, with an empty bucket. */
  public RateLimiter(MonotonicClock clock, long bytesPerSecond) {
    this.clock = clock;
    this.bucket = new TokenBucket(bytesPerSecond, clock.nanoTime());
    this.limited = bytesPerSecond != UNLIMITED;
  }

  /** Changes the rate; those who wait now wait by the new one. */
  public void rate(long newBytesPerSecond) {
    lock.lock();
    try {
      bucket.rate(newBytesPerSecond, clock.nanoTime());
      limited = newBytesPerSecond != UNLIMITED;
      rateChanged.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether there is a limit at all. */
  public boolean isLimited() {
    return limited;
  }

  /** Takes {@code bytes} of budget, waiting until the bucket is out of debt. */
  public void take(int bytes) throws InterruptedException {
    boolean unused = take(bytes, Long.MAX_VALUE); // nobody waits that long in vain
  }

  /**
   * Takes {@code bytes} of budget, waiting until the bucket is out of debt, but not for ever.
   *
   * @return whether they were taken within {@code maxWaitNanos}
   */
  public boolean take(int bytes, long maxWaitNanos) throws InterruptedException {
    if (!limited || bytes == 0) {
      return true;
    }
    lock.lockInterruptibly();
    try {
      long leftNanos = maxWaitNanos;
      long debtNanos = bucket.waitNanos(clock.nanoTime());
      while (debtNanos > 0 && limited) {
        if (leftNanos <= 0) {
          return false;
        }
        long turnNanos = Math.min(debtNanos, leftNanos);
        leftNanos -= turnNanos - rateChanged.awaitNanos(turnNanos);
        debtNanos = bucket.waitNanos(clock.nanoTime());
      }
      bucket.take(bytes, clock.nanoTime());
      return true;
    } finally {
      lock.unlock();
    }
  }
}
