package dev.sluice.interop;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** Waits for something that other processes do, by looking again until a deadline. */
final class Eventually {
  private static final Duration INTERVAL = Duration.ofMillis(20);

  private Eventually() {}

  /**
   * Returns once {@code condition} holds.
   *
   * @param what the circumstance waited for; the failure message names it
   * @throws org.awaitility.core.ConditionTimeoutException when the deadline passes first
   */
  static void until(String what, Duration deadline, Callable<Boolean> condition) {
    Awaitility.await(what)
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(INTERVAL)
        .atMost(deadline)
        .until(condition);
  }
}
