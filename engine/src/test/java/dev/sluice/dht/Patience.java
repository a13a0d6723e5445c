package dev.sluice.dht;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what other processes will do, on a slow machine too. */
final class Patience {
  private static final long NANOS = TimeUnit.SECONDS.toNanos(90);
  private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private Patience() {}

  /** Lets a second pass, for those who count how often they are asked. */
  static void pause() {
    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
  }

  static void until(String what, BooleanSupplier condition) {
    long startNanos = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - startNanos > NANOS) {
        throw new AssertionError("in vain: " + what);
      }
      LockSupport.parkNanos(STEP_NANOS);
    }
  }
}
