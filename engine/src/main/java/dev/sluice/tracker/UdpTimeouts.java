package dev.sluice.tracker;

import dev.sluice.model.Bep;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * How patient we are with a UDP tracker: try n waits {@code first · 2^n}.
 *
 * @param firstNanos how long the first try waits for its answer
 * @param retransmissions how often it is tried again, from 0 to 8
 */
@Bep(15)
public record UdpTimeouts(long firstNanos, int retransmissions) {
  /**
   * The 15 seconds of BEP 15, but one repetition instead of eight: those take over two hours, and
   * the next tracker of the tiers waits for us.
   */
  public static final UdpTimeouts USUAL = new UdpTimeouts(TimeUnit.SECONDS.toNanos(15), 1);

  public UdpTimeouts {
    if (firstNanos < 1 || retransmissions < 0 || retransmissions > 8) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "no such patience: %d ns, %d times", firstNanos, retransmissions));
    }
  }

  /** Returns how long try {@code n}, from 0, waits. */
  long nanos(int n) {
    return firstNanos << n;
  }
}
