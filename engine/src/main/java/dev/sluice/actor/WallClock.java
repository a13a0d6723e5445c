package dev.sluice.actor;

/** The clock that people read. It may be set at any time: nothing is timed by it. */
@FunctionalInterface
public interface WallClock {
  /** The machine's own. */
  WallClock SYSTEM = System::currentTimeMillis;

  /** Returns milliseconds since the beginning of 1970, UTC. */
  long millis();
}
