package dev.sluice.transport;

import java.util.concurrent.TimeUnit;

/**
 * How much may be taken when: the arithmetic of a {@link RateLimiter}, without its waiting.
 *
 * <p>A taker may overdraw the bucket, and the next one has to wait until the debt is paid; so takes
 * larger than the bucket work, and the long-run rate is exact.
 *
 * <p>Owned by its rate limiter.
 */
final class TokenBucket {
  /** What may be taken at once after a rest, in time: short, or a limit would show as bursts. */
  private static final long BURST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final double NANOS_PER_SECOND = 1e9;

  private long bytesPerSecond;
  private double tokens;
  private long filledNanos;

  /** Starts empty. */
  TokenBucket(long bytesPerSecond, long nowNanos) {
    this.bytesPerSecond = bytesPerSecond;
    this.filledNanos = nowNanos;
  }

  /** Changes the rate. A debt is paid at the faster of the two rates, so nobody waits longer. */
  void rate(long newBytesPerSecond, long nowNanos) {
    fill(nowNanos);
    if (tokens < 0 && newBytesPerSecond < bytesPerSecond) {
      tokens *= (double) newBytesPerSecond / bytesPerSecond;
    }
    bytesPerSecond = newBytesPerSecond;
  }

  /** Returns how long to wait before the next take: 0 when the bucket is out of debt. */
  long waitNanos(long nowNanos) {
    fill(nowNanos);
    return tokens >= 0 ? 0 : (long) Math.ceil(-tokens * NANOS_PER_SECOND / bytesPerSecond);
  }

  /** Takes, be it into debt. */
  void take(int bytes, long nowNanos) {
    fill(nowNanos);
    tokens -= bytes;
  }

  private void fill(long nowNanos) {
    double bytesPerNano = bytesPerSecond / NANOS_PER_SECOND;
    double most = bytesPerNano * BURST_NANOS;
    tokens = Math.min(most, tokens + bytesPerNano * (nowNanos - filledNanos));
    filledNanos = nowNanos;
  }
}
