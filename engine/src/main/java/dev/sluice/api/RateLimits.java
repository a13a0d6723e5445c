package dev.sluice.api;

/**
 * Limits of payload rates.
 *
 * @param downBytesPerSecond at least 1, or {@link #UNLIMITED}
 * @param upBytesPerSecond at least 1, or {@link #UNLIMITED}
 */
public record RateLimits(long downBytesPerSecond, long upBytesPerSecond) {
  /** No limit. */
  public static final long UNLIMITED = Long.MAX_VALUE;

  /** No limit in either direction. */
  public static final RateLimits NONE = new RateLimits(UNLIMITED, UNLIMITED);

  public RateLimits {
    if (downBytesPerSecond < 1 || upBytesPerSecond < 1) {
      throw new IllegalArgumentException("a rate limit is at least 1 byte per second");
    }
  }
}
