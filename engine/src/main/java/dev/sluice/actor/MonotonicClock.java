package dev.sluice.actor;

/** A clock that only moves forward; unmoved by changes of the wall clock. */
@FunctionalInterface
public interface MonotonicClock {
  /** The machine's own. */
  MonotonicClock SYSTEM = System::nanoTime;

  /** Returns nanoseconds since an arbitrary origin; only differences have a meaning. */
  long nanoTime();
}
