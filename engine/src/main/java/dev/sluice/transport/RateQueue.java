package dev.sluice.transport;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Who may pass how many bytes when, at one rate: the arithmetic of a {@link RateLimiter}, without
 * its waiting.
 *
 * <p>Whoever comes takes the place behind the bytes of those who came before, and may pass when all
 * of these have been granted. As nobody has more than one place at a time, takers of equal portions
 * get equal shares; and as a place depends on nobody's waking in time, none has to be handed on.
 *
 * <pre>
 *          passed          |     waiting      |
 *   ---------------------- | A | B  | C |  D  |
 *                     ^                       ^
 *                  granted                 entered
 * </pre>
 *
 * Not the bytes of the taker itself, but those before it must be granted; so portions of any size
 * pass, and the long-run rate is exact.
 *
 * <p>Owned by its rate limiter.
 */
final class RateQueue {
  /** What may be saved in a rest, in time: short, or a limit would show as bursts. */
  private static final long BURST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final double NANOS_PER_SECOND = 1e9;

  /** In the order of their places. */
  private final Set<Turn> waiting = new LinkedHashSet<>();

  private long bytesPerSecond;
  private long enteredBytes;
  private double grantedBytes;
  private long grantedNanos;

  /** A place in the queue; good for one passage. */
  static final class Turn {
    private final int bytes;
    private long bytesBefore;

    private Turn(int bytes, long bytesBefore) {
      this.bytes = bytes;
      this.bytesBefore = bytesBefore;
    }
  }

  /** Starts with nothing saved. */
  RateQueue(long bytesPerSecond, long nowNanos) {
    this.bytesPerSecond = bytesPerSecond;
    this.grantedNanos = nowNanos;
  }

  /** Returns a place behind all others, for {@code bytes}. */
  Turn enter(int bytes, long nowNanos) {
    grant(nowNanos);
    Turn turn = new Turn(bytes, enteredBytes);
    enteredBytes += bytes;
    waiting.add(turn);
    return turn;
  }

  /** Returns how long the place has to be kept until it may pass: 0 for now. */
  long waitNanos(Turn turn, long nowNanos) {
    grant(nowNanos);
    double missingBytes = turn.bytesBefore - grantedBytes;
    return missingBytes <= 0
        ? 0
        : (long) Math.ceil(missingBytes * NANOS_PER_SECOND / bytesPerSecond);
  }

  /** Passes, and returns true, if it may. */
  boolean pass(Turn turn, long nowNanos) {
    return waitNanos(turn, nowNanos) == 0 && waiting.remove(turn);
  }

  /** Gives a place up; those behind it move up. Does nothing once it has passed. */
  void leave(Turn turn) {
    if (!waiting.remove(turn)) {
      return;
    }
    enteredBytes -= turn.bytes;
    for (Turn other : waiting) {
      if (other.bytesBefore > turn.bytesBefore) {
        other.bytesBefore -= turn.bytes;
      }
    }
  }

  /**
   * Changes the rate. What has passed and is not granted yet is paid for at the faster of the two
   * rates, so that nobody waits longer for it.
   */
  void rate(long newBytesPerSecond, long nowNanos) {
    grant(nowNanos);
    double debt = passedBytes() - grantedBytes;
    if (debt > 0 && newBytesPerSecond < bytesPerSecond) {
      grantedBytes += debt * (1 - (double) newBytesPerSecond / bytesPerSecond);
    }
    bytesPerSecond = newBytesPerSecond;
  }

  private long passedBytes() {
    return waiting.isEmpty() ? enteredBytes : waiting.iterator().next().bytesBefore;
  }

  private void grant(long nowNanos) {
    double bytesPerNano = bytesPerSecond / NANOS_PER_SECOND;
    double most = enteredBytes + bytesPerNano * BURST_NANOS;
    grantedBytes = Math.min(most, grantedBytes + bytesPerNano * (nowNanos - grantedNanos));
    grantedNanos = nowNanos;
  }
}
