package dev.sluice.transport.utp;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * How long packets stood in queues on their way: what they take now, less what they take at the
 * least (RFC 6817).
 *
 * <p>What is measured is a difference of two clocks, modulo 2^32, so only differences of
 * measurements mean anything. The least is that of some minutes, because clocks drift and routes
 * change; "now" is the best of a few, because a single packet may have been unlucky.
 *
 * <p>Owned by its flow.
 */
final class DelayHistory {
  private static final int MINUTES = 10;
  private static final int RECENT = 4;
  private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** The least of each of the last minutes. */
  private final int[] leastMicros = new int[MINUTES];

  private final int[] recentMicros = new int[RECENT];
  private boolean hasSamples;
  private int minute;
  private int next;
  private long minuteNanos;

  /** A packet told how long ours took, {@code micros} of mixed clocks. */
  void add(int micros, long nowNanos) {
    if (!hasSamples) {
      hasSamples = true;
      Arrays.fill(leastMicros, micros);
      Arrays.fill(recentMicros, micros);
      minuteNanos = nowNanos;
    }
    if (nowNanos - minuteNanos >= MINUTE_NANOS) {
      minuteNanos = nowNanos;
      minute = (minute + 1) % MINUTES;
      leastMicros[minute] = micros;
    }
    leastMicros[minute] = lesser(leastMicros[minute], micros);
    recentMicros[next] = micros;
    next = (next + 1) % RECENT;
  }

  /** Returns microseconds in queues, at least 0; 0 if nothing was ever measured. */
  int queueingMicros() {
    return Math.max(0, least(recentMicros) - least(leastMicros));
  }

  private static int least(int[] micros) {
    int least = micros[0];
    for (int each : micros) {
      least = lesser(least, each);
    }
    return least;
  }

  private static int lesser(int one, int other) {
    return one - other < 0 ? one : other;
  }
}
