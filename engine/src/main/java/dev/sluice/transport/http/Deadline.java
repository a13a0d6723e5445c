package dev.sluice.transport.http;

import dev.sluice.actor.MonotonicClock;
import java.net.SocketTimeoutException;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The moment at which an exchange is given up, however lively it still is. */
final class Deadline {
  private final MonotonicClock clock;
  private final long totalNanos;
  private final long startNanos;

  Deadline(MonotonicClock clock, long totalNanos) {
    this.clock = clock;
    this.totalNanos = totalNanos;
    this.startNanos = clock.nanoTime();
  }

  /**
   * Returns how long to wait at most, in milliseconds, at least 1.
   *
   * @throws SocketTimeoutException if the time is over
   */
  int remainingMillis() throws SocketTimeoutException {
    long remainingNanos = totalNanos - (clock.nanoTime() - startNanos);
    if (remainingNanos <= 0) {
      throw new SocketTimeoutException(
          String.format(
              Locale.ROOT,
              "no complete answer within %d ms",
              TimeUnit.NANOSECONDS.toMillis(totalNanos)));
    }
    long millis = TimeUnit.NANOSECONDS.toMillis(remainingNanos) + 1;
    return (int) Math.min(millis, Integer.MAX_VALUE);
  }
}
