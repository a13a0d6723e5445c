package dev.sluice.transport.utp;

import java.util.concurrent.TimeUnit;

/**
 * How long an answer takes, and how long to wait for one (BEP 29, timeouts; RFC 6298).
 *
 * <p>Owned by its flow.
 */
final class RoundTrip {
  /** Before the first measurement. */
  private static final long FIRST_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** The other side may answer late, and a needless repetition costs the whole window. */
  static final long MIN_TIMEOUT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** However often nothing came. */
  static final long MAX_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(15);

  private long meanNanos;
  private long varianceNanos;
  private long timeoutNanos = FIRST_TIMEOUT_NANOS;

  /** A packet that was sent once was acknowledged. */
  void measured(long nanos) {
    if (meanNanos == 0) {
      meanNanos = nanos;
      varianceNanos = nanos / 2;
    } else {
      varianceNanos += (Math.abs(meanNanos - nanos) - varianceNanos) / 4;
      meanNanos += (nanos - meanNanos) / 8;
    }
    timeoutNanos = Math.max(MIN_TIMEOUT_NANOS, meanNanos + 4 * varianceNanos);
  }

  /** Nothing came in time. */
  void timedOut() {
    timeoutNanos = Math.min(MAX_TIMEOUT_NANOS, 2 * timeoutNanos);
  }

  /** Returns how long to wait for an acknowledgement. */
  long timeoutNanos() {
    return timeoutNanos;
  }

  /** Returns the smoothed time from a packet to its acknowledgement; 0 if none was measured. */
  long meanNanos() {
    return meanNanos;
  }
}
