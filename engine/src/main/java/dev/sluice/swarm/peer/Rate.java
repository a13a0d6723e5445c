package dev.sluice.swarm.peer;

/**
 * How fast bytes pass, as an exponential moving average.
 *
 * <p>Bytes are gathered for a second; then their rate enters the average with the weight of the
 * founding notes, 0.2. A sample that took {@code t} seconds, because nothing passed meanwhile,
 * weighs as {@code t} samples would: {@code 1 - 0.8^t}. So the average depends on time and not on
 * how bytes come in portions, and a rate that nobody feeds fades: to a tenth in about ten seconds.
 * While it is young the average is divided by the weight it has gathered; it does not begin at
 * zero.
 *
 * <p>Owned by the torrent actor.
 */
public final class Rate {
  private static final double REMAINDER_PER_SECOND = 0.8;
  private static final long SAMPLE_NANOS = 1_000_000_000L;
  private static final double NANOS_PER_SECOND = 1e9;

  private long gatheredBytes;
  private long sampleStartNanos;
  private boolean started;
  private double average;
  private double weight;

  /** Counts bytes that passed just now. */
  public void add(long bytes, long nowNanos) {
    if (!started) {
      started = true;
      sampleStartNanos = nowNanos;
    }
    if (nowNanos - sampleStartNanos >= SAMPLE_NANOS) {
      closeSample(nowNanos);
    }
    gatheredBytes += bytes;
  }

  /** Returns the average, 0 before the first byte; in the first second, what passed so far. */
  public long bytesPerSecond(long nowNanos) {
    if (!started) {
      return 0;
    }
    if (nowNanos - sampleStartNanos >= SAMPLE_NANOS) {
      closeSample(nowNanos);
    }
    return weight == 0 ? gatheredBytes : Math.round(average / weight);
  }

  private void closeSample(long nowNanos) {
    double seconds = (nowNanos - sampleStartNanos) / NANOS_PER_SECOND;
    double share = 1 - Math.pow(REMAINDER_PER_SECOND, seconds);
    average += share * (gatheredBytes / seconds - average);
    weight += share * (1 - weight);
    gatheredBytes = 0;
    sampleStartNanos = nowNanos;
  }
}
