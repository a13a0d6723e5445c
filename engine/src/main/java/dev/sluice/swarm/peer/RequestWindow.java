package dev.sluice.swarm.peer;

import dev.sluice.model.BlockRef;

/**
 * How many blocks one peer may owe us at a time: enough that its line never runs dry, not more.
 *
 * <p>It begins small and grows by one with each block, so it doubles each round trip, until the
 * rate grows no more from one sample to the next. From then on it is what the peer sends within its
 * round trip and two seconds more. If that is less than the line could carry, the rate rises with
 * the next blocks, and the window follows.
 *
 * <p>A request is overdue when the peer has been silent for longer than its pauses explain: their
 * mean and four mean deviations, as TCP does it (RFC 6298). A pause is the time from the block
 * before, or from the request if that came later; so a long queue does not look like a slow answer.
 * A peer that is overdue is asked for one block, and its window grows anew when it answers.
 *
 * <p>Owned by the torrent actor.
 */
public final class RequestWindow {
  /** The most that any peer is asked for, in blocks; libtorrent's number, 8 MB on the way. */
  public static final int MAX_BLOCKS = 500;

  /** Two, so that the next request is there when a block leaves. */
  static final int MIN_BLOCKS = 2;

  private static final int FIRST_BLOCKS = 4;
  private static final int BLOCKS_AFTER_TIMEOUT = 1;

  /**
   * What a peer may need besides the round trip: disks, and limiters that hand out whole seconds.
   * libtorrent asks for 3 seconds, Transmission for 10.
   */
  private static final long SLACK_NANOS = 2_000_000_000L;

  private static final long SAMPLE_NANOS = 500_000_000L;

  /** By how much a sample must exceed the one before to count as growth. */
  private static final double GROWTH = 1.1;

  private static final long FIRST_TIMEOUT_NANOS = 20_000_000_000L;

  /**
   * A block takes its time where many peers share a slow line: simulated, 2 seconds meant that a
   * fifth of what ten peers sent through 50 KiB/s was asked for twice, and 10 that nothing was.
   */
  private static final long MIN_TIMEOUT_NANOS = 10_000_000_000L;

  private static final long MAX_TIMEOUT_NANOS = 60_000_000_000L;

  /** The share of a full window in one round trip from which on it is what bounds the rate. */
  private static final double RUNS_DRY = 0.7;

  private static final double NANOS_PER_SECOND = 1e9;

  private final Rate rate = new Rate();
  private int limit = MAX_BLOCKS;
  private int blocks = FIRST_BLOCKS;
  private boolean slowStart = true;

  private long sampleStartNanos;
  private long sampleBytes;
  private double sampleRate;

  private boolean heard;
  private boolean excused;

  /** When the last block came, or we last excused that none did. */
  private long lastBlockNanos;

  private long roundTripNanos = Long.MAX_VALUE;
  private double meanPauseNanos;
  private double pauseDeviationNanos;

  /** Never asks for more than the peer says it queues (BEP 10, {@code reqq}); 1 at the least. */
  public void limitTo(int peerQueueBlocks) {
    limit = Math.max(1, Math.min(MAX_BLOCKS, peerQueueBlocks));
  }

  /** Returns how many blocks the peer may owe us now, at least 1. */
  public int blocks() {
    return Math.min(blocks, limit);
  }

  /**
   * Learns from a block that came.
   *
   * @param roundTripNanos the time since it was asked for
   * @param bytes its length
   */
  public void onBlock(long nowNanos, long roundTripNanos, int bytes) {
    measurePause(nowNanos, nowNanos - roundTripNanos);
    this.roundTripNanos = Math.min(this.roundTripNanos, roundTripNanos);
    rate.add(bytes, nowNanos);
    if (slowStart) {
      blocks = Math.min(MAX_BLOCKS, blocks + 1);
      watchGrowth(nowNanos, bytes);
    } else {
      blocks = fittingBlocks(nowNanos);
    }
  }

  private void measurePause(long nowNanos, long askedNanos) {
    boolean first = !heard;
    long since = heard || excused ? later(lastBlockNanos, askedNanos) : askedNanos;
    double pause = nowNanos - since;
    if (first) {
      sampleStartNanos = askedNanos;
      meanPauseNanos = pause;
      pauseDeviationNanos = pause / 2;
    } else {
      pauseDeviationNanos += (Math.abs(pause - meanPauseNanos) - pauseDeviationNanos) / 4;
      meanPauseNanos += (pause - meanPauseNanos) / 8;
    }
    heard = true;
    lastBlockNanos = nowNanos;
  }

  private static long later(long oneNanos, long otherNanos) {
    return oneNanos - otherNanos >= 0 ? oneNanos : otherNanos;
  }

  private void watchGrowth(long nowNanos, int bytes) {
    sampleBytes += bytes;
    long elapsed = nowNanos - sampleStartNanos;
    if (elapsed < SAMPLE_NANOS) {
      return;
    }
    double measured = sampleBytes * NANOS_PER_SECOND / elapsed;
    slowStart = measured > sampleRate * GROWTH;
    sampleRate = measured;
    sampleBytes = 0;
    sampleStartNanos = nowNanos;
  }

  private int fittingBlocks(long nowNanos) {
    double seconds = (roundTripNanos + SLACK_NANOS) / NANOS_PER_SECOND;
    double fitting = rate.bytesPerSecond(nowNanos) * seconds / BlockRef.MAX_BYTES;
    return (int) Math.max(MIN_BLOCKS, Math.min(MAX_BLOCKS, fitting));
  }

  /**
   * Returns whether the peer queues so few requests that its line runs dry before the next ones
   * arrive: it sends about what fits into one round trip, and would be asked for more.
   */
  public boolean isTooSmall(long nowNanos) {
    double mostPerRoundTrip = (double) limit * BlockRef.MAX_BYTES;
    double perRoundTrip = rate.bytesPerSecond(nowNanos) * (roundTripNanos / NANOS_PER_SECOND);
    return heard && blocks >= limit && perRoundTrip > RUNS_DRY * mostPerRoundTrip;
  }

  /** Returns how long the peer may be silent while it owes us blocks, from 10 to 60 seconds. */
  public long timeoutNanos() {
    if (!heard) {
      return FIRST_TIMEOUT_NANOS;
    }
    long usual = (long) (meanPauseNanos + 4 * pauseDeviationNanos);
    return Math.max(MIN_TIMEOUT_NANOS, Math.min(MAX_TIMEOUT_NANOS, usual));
  }

  /**
   * Returns whether the peer has been silent for too long.
   *
   * @param oldestRequestNanos when the oldest request was made that it still owes
   */
  public boolean isOverdue(long nowNanos, long oldestRequestNanos) {
    long silence = nowNanos - oldestRequestNanos;
    if (heard || excused) {
      silence = Math.min(silence, nowNanos - lastBlockNanos);
    }
    return silence > timeoutNanos();
  }

  /** Learns that we could not have taken a block just now: this silence is not the peer's. */
  public void onExcused(long nowNanos) {
    excused = true;
    lastBlockNanos = nowNanos;
  }

  /**
   * Learns that what the peer owed was given up, or that it is snubbed: one block until it answers.
   */
  public void onTimeout(long nowNanos) {
    blocks = BLOCKS_AFTER_TIMEOUT;
    slowStart = true;
    sampleRate = 0;
    sampleBytes = 0;
    sampleStartNanos = nowNanos;
  }
}
