package dev.sluice.swarm.peer;

/**
 * How soon a peer delivers: when a block would be here that it is asked for next.
 *
 * <p>Peers answer in order, so a block comes after those asked for before it, each a gap behind the
 * one before. The gap is averaged; the latency is what the first block takes that is asked for when
 * nothing else is. A peer that is silent for longer than that explains is expected to stay silent
 * as long again: after a second without a word, what it owes is a second away, and so on.
 *
 * <p>Owned by the torrent actor.
 */
public final class Pace {
  /** What is assumed of a peer that has given nothing yet: half a megabit a second. A guess. */
  private static final long UNKNOWN_GAP_NANOS = 250_000_000L;

  private static final long UNKNOWN_LATENCY_NANOS = 250_000_000L;

  /** The weight of a new gap, as 1 to so many: bursts must not look like speed. */
  private static final int MEMORY = 8;

  private boolean heard;
  private long lastBlockNanos;
  private double gapNanos = UNKNOWN_GAP_NANOS;
  private double deviationNanos = UNKNOWN_GAP_NANOS / 2.0;
  private long latencyNanos = UNKNOWN_LATENCY_NANOS;

  /** Learns from a block that came and was asked for at {@code askedNanos}. */
  public void onBlock(long nowNanos, long askedNanos) {
    boolean waited = heard && lastBlockNanos - askedNanos >= 0;
    long since = waited ? lastBlockNanos : askedNanos;
    if (!waited) {
      latencyNanos = heard ? Math.min(latencyNanos, nowNanos - askedNanos) : nowNanos - askedNanos;
    }
    double gap = Math.max(0, nowNanos - since - (waited ? 0 : latencyNanos));
    if (waited || heard) {
      learn(gap);
    }
    heard = true;
    lastBlockNanos = nowNanos;
  }

  private void learn(double gap) {
    if (gapNanos == UNKNOWN_GAP_NANOS) {
      gapNanos = gap;
      deviationNanos = gap / 2;
      return;
    }
    deviationNanos += (Math.abs(gap - gapNanos) - deviationNanos) / MEMORY;
    gapNanos += (gap - gapNanos) / MEMORY;
  }

  /** Returns the average time between two blocks of a queue. */
  public long gapNanos() {
    return (long) gapNanos;
  }

  /**
   * Returns when a block will probably be here.
   *
   * @param blocksAhead how many of the blocks that the peer owes come before it
   * @param oldestNanos when the oldest was asked for that it owes; now if it owes none
   */
  public long arrivalNanos(long nowNanos, int blocksAhead, long oldestNanos) {
    long busySince = heard && lastBlockNanos - oldestNanos > 0 ? lastBlockNanos : oldestNanos;
    boolean begins = busySince == oldestNanos;
    double first = (begins ? latencyNanos : 0) + gapNanos;
    long head = busySince + (long) first;
    long late = nowNanos - head - (long) (2 * deviationNanos);
    long next = late > 0 ? nowNanos + late : nowNanos + Math.max(0, head - nowNanos);
    return next + (long) (blocksAhead * gapNanos + deviationNanos);
  }
}
