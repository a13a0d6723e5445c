package dev.sluice.mobile;

import dev.sluice.api.AddRequest;

/** What callers of {@link MobileClient} want; carried out by {@link Foreman}. */
sealed interface Order {
  record Start() implements Order {}

  /**
   * Runs for a while.
   *
   * @param sinceNanos when the app asked, from which on its time is counted
   */
  record RunFor(long sinceNanos, int seconds) implements Order {}

  record Add(AddRequest request) implements Order {}

  /** Tells the listener of an order that was none. */
  record Complain(String message) implements Order {}

  record Pause(String torrent) implements Order {}

  record Resume(String torrent) implements Order {}

  record Remove(String torrent) implements Order {}

  record Network(int kind) implements Order {}

  record Battery(int percent, boolean isCharging) implements Order {}

  record Stop() implements Order {}
}
