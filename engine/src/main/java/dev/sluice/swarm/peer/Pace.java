package dev.sluice.swarm.peer;

import java.util.concurrent.TimeUnit;

/**
 * How soon a peer delivers: when a block would be here that it is asked for next.
 *
 * <p>Peers answer in order, so a block comes after those asked for before it. How many come within
 * a time is measured over the last seconds in which the peer owed us any, and so is how they come:
 * many send in bursts, because a limiter hands out half-seconds, or the line is shared. The usual
 * silence is that in which a moment chosen by chance falls, the sum of the squares of all pauses
 * divided by their sum: as long as the pause between two bursts, however many blocks are in one.
 *
 * <p>A peer that is silent for much longer than usual is expected to stay silent as long again:
 * after a second without a word, what it owes is a second away, and so on.
 *
 * <p>Owned by the torrent actor.
 */
public final class Pace {
  /** How fast what was measured fades: long enough for several bursts of half a second. */
  private static final double MEMORY_NANOS = TimeUnit.SECONDS.toNanos(3);

  /** What is assumed of a peer that has given nothing yet: half a megabit a second. A guess. */
  private static final double UNKNOWN_GAP_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private static final long UNKNOWN_LATENCY_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private static final int UNKNOWN_QUEUE_BLOCKS = 2;

  /** Later than this, and than usual, is silent: a retransmission or two take less. */
  private static final double SILENT_NANOS = TimeUnit.MILLISECONDS.toNanos(600);

  /** What jitter takes: several times that of a usual line. */
  private static final double MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(150);

  private static final int TRIPS = 2;

  /** Silences of so many times the usual length happen without a reason. */
  private static final int PATIENCE = 2;

  private boolean heard;
  private long lastBlockNanos;
  private long latencyNanos = UNKNOWN_LATENCY_NANOS;

  /** The shortest time from a request to its block: that of the way there and back. */
  private long tripNanos = Long.MAX_VALUE;

  /** Blocks that came, the time it took, and the squares of the pauses, each fading. */
  private double blocks = 1;

  private double busyNanos = UNKNOWN_GAP_NANOS;
  private double squares = UNKNOWN_GAP_NANOS * UNKNOWN_GAP_NANOS;

  /** Learns from a block that came and was asked for at {@code askedNanos}. */
  public void onBlock(long nowNanos, long askedNanos) {
    boolean queued = heard && lastBlockNanos - askedNanos >= 0;
    long pause = nowNanos - (queued ? lastBlockNanos : askedNanos);
    if (!heard) {
      forgetGuess();
      latencyNanos = pause / 2; // and the other half is the block's own time, until more is known
      pause -= latencyNanos;
    } else if (!queued) {
      latencyNanos = Math.min(latencyNanos, pause);
      pause -= latencyNanos;
    }
    learn(Math.max(0, pause));
    tripNanos = Math.min(tripNanos, nowNanos - askedNanos);
    heard = true;
    lastBlockNanos = nowNanos;
  }

  private void forgetGuess() {
    blocks = 0;
    busyNanos = 0;
    squares = 0;
  }

  private void learn(long pauseNanos) {
    double left = Math.exp(-pauseNanos / MEMORY_NANOS);
    blocks = blocks * left + 1;
    busyNanos = busyNanos * left + pauseNanos;
    squares = squares * left + (double) pauseNanos * pauseNanos;
  }

  /** Returns whether it has given anything. */
  public boolean isKnown() {
    return heard;
  }

  /** Returns the average time that a block takes. */
  public long gapNanos() {
    return (long) (busyNanos / blocks);
  }

  /** Returns the pause in which a moment chosen by chance falls, on average. */
  private double usualSilenceNanos() {
    return busyNanos == 0 ? 0 : squares / busyNanos;
  }

  /**
   * Returns how many blocks the peer may owe so that its line never runs dry and what is asked for
   * next is still here soon: as many as it sends within two round trips and a moment more.
   *
   * <p>Usual silences do not count. They are those of a limiter, mostly, and that hands out a
   * budget: what the peer owes when it may send again is gone at once, and what we ask for then
   * comes out of the same budget, one round trip later.
   */
  public int shortQueueBlocks() {
    if (!heard) {
      return UNKNOWN_QUEUE_BLOCKS;
    }
    double nanos = TRIPS * (double) tripNanos + MOMENT_NANOS;
    return (int) Math.min(Integer.MAX_VALUE, 2 + nanos / Math.max(1, gapNanos()));
  }

  /**
   * Returns whether a peer that owes blocks has been silent for so long that it had better be asked
   * for nothing urgent.
   *
   * @param oldestNanos when the oldest was asked for
   */
  public boolean isSilent(long nowNanos, long oldestNanos) {
    return heard && lateNanos(nowNanos, oldestNanos) > Math.max(SILENT_NANOS, usualSilenceNanos());
  }

  /** Returns by how much the next block is later than the usual silence explains. */
  private double lateNanos(long nowNanos, long oldestNanos) {
    return nowNanos
        - sinceNanos(oldestNanos)
        - headNanos(oldestNanos)
        - PATIENCE * usualSilenceNanos();
  }

  private boolean isQueued(long oldestNanos) {
    return heard && lastBlockNanos - oldestNanos > 0;
  }

  private long sinceNanos(long oldestNanos) {
    return isQueued(oldestNanos) ? lastBlockNanos : oldestNanos;
  }

  private double headNanos(long oldestNanos) {
    return (isQueued(oldestNanos) ? 0 : latencyNanos) + gapNanos();
  }

  /**
   * Returns when a block will probably be here.
   *
   * @param blocksAhead how many of the blocks that the peer owes come before it
   * @param oldestNanos when the oldest was asked for that it owes; now if it owes none
   */
  public long arrivalNanos(long nowNanos, int blocksAhead, long oldestNanos) {
    double lateNanos = lateNanos(nowNanos, oldestNanos);
    double waitedNanos = nowNanos - sinceNanos(oldestNanos);
    double leftNanos =
        lateNanos > 0 ? lateNanos : Math.max(0, headNanos(oldestNanos) - waitedNanos);
    return nowNanos + (long) (leftNanos + blocksAhead * (double) gapNanos() + usualSilenceNanos());
  }
}
