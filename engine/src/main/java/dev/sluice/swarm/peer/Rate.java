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

  /**
   * Returns the average, 0 before the first byte; in the first second, what passed so far. To read
   * it changes nothing.
   */
  public long bytesPerSecond(long nowNanos) {
    long elapsedNanos = nowNanos - sampleStartNanos;
    if (!started || (elapsedNanos < SAMPLE_NANOS && weight == 0)) {
      return gatheredBytes;
    }
    if (elapsedNanos < SAMPLE_NANOS) {
      return Math.round(average / weight);
    }
    double share = share(SAMPLE_NANOS);
    double afterSample = mix(average, gatheredBytes, share) / mix(weight, 1, share);
    return Math.round(afterSample * (1 - share(elapsedNanos - SAMPLE_NANOS)));
  }

  private void closeSample(long nowNanos) {
    long elapsedNanos = nowNanos - sampleStartNanos;
    double share = share(elapsedNanos);
    average = mix(average, gatheredBytes * NANOS_PER_SECOND / elapsedNanos, share);
    weight = mix(weight, 1, share);
    gatheredBytes = 0;
    sampleStartNanos = nowNanos;
  }

  private static double share(long elapsedNanos) {
    return 1 - Math.pow(REMAINDER_PER_SECOND, elapsedNanos / NANOS_PER_SECOND);
  }

  private static double mix(double old, double added, double share) {
    return old + share * (added - old);
  }
}
