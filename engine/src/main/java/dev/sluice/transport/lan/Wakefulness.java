package dev.sluice.transport.lan;

import dev.sluice.actor.MonotonicClock;
import dev.sluice.actor.WallClock;
import java.util.concurrent.TimeUnit;

/**
 * Notices that the machine slept. Meanwhile the clock that everything else lives by stands still on
 * some systems and goes on on others; the one on the wall always goes on. So the machine slept if
 * the two disagree, or if the next look came much too late. A clock on the wall that somebody sets
 * looks the same, and does no harm.
 *
 * <p>Owned by the watch.
 */
final class Wakefulness {
  /** Clocks that are corrected little by little never differ by so much between two looks. */
  private static final long DIFFERENCE_NANOS = TimeUnit.SECONDS.toNanos(15);

  /** A look that comes so late was not late because of work. */
  private static final long LATE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final MonotonicClock clock;
  private final WallClock wallClock;
  private long lastNanos;
  private long lastWallMillis;

  Wakefulness(MonotonicClock clock, WallClock wallClock) {
    this.clock = clock;
    this.wallClock = wallClock;
    this.lastNanos = clock.nanoTime();
    this.lastWallMillis = wallClock.millis();
  }

  /** Returns whether it slept since the last time it was asked. */
  boolean hasSlept() {
    long nowNanos = clock.nanoTime();
    long nowWallMillis = wallClock.millis();
    long passedNanos = nowNanos - lastNanos;
    long wallNanos = TimeUnit.MILLISECONDS.toNanos(nowWallMillis - lastWallMillis);
    lastNanos = nowNanos;
    lastWallMillis = nowWallMillis;
    return passedNanos > LATE_NANOS || Math.abs(wallNanos - passedNanos) > DIFFERENCE_NANOS;
  }
}
