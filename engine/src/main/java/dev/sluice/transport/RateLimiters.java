package dev.sluice.transport;

import dev.sluice.actor.MonotonicClock;

/**
 * A rate for each direction.
 *
 * @param down of what comes
 * @param up of what goes
 */
public record RateLimiters(RateLimiter down, RateLimiter up) {
  /** Returns limiters that keep nobody waiting until a rate is set. */
  public static RateLimiters unlimited(MonotonicClock clock) {
    return new RateLimiters(
        new RateLimiter(clock, RateLimiter.UNLIMITED),
        new RateLimiter(clock, RateLimiter.UNLIMITED));
  }

  /** Changes both rates, in bytes per second. */
  public void rates(long downBytesPerSecond, long upBytesPerSecond) {
    down.rate(downBytesPerSecond);
    up.rate(upBytesPerSecond);
  }
}
