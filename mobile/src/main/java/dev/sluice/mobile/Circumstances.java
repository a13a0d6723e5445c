package dev.sluice.mobile;

import dev.sluice.api.RateLimits;

/**
 * What the phone can afford just now. A decider: told facts, asked for a decision.
 *
 * @param options the app's rules
 * @param networkKind as {@link NetworkKind} counts
 * @param batteryPercent 0 to 100
 * @param isCharging whether the battery is being charged
 */
record Circumstances(
    MobileOptions options, int networkKind, int batteryPercent, boolean isCharging) {

  /** Returns what is assumed until the app tells: a free network and a full battery. */
  static Circumstances unknown(MobileOptions options) {
    return new Circumstances(options, NetworkKind.UNMETERED, 100, false);
  }

  Circumstances withNetwork(int kind) {
    return new Circumstances(options, kind, batteryPercent, isCharging);
  }

  Circumstances withBattery(int percent, boolean charging) {
    return new Circumstances(options, networkKind, percent, charging);
  }

  /** Returns whether torrents may run. */
  boolean mayRun() {
    boolean hasPower =
        isCharging
            || !options.isOnlyWhileCharging() && batteryPercent >= options.leastBatteryPercent();
    return hasPower && mayUseNetwork();
  }

  private boolean mayUseNetwork() {
    return networkKind == NetworkKind.UNMETERED
        || networkKind == NetworkKind.METERED && options.meteredBytesPerSecond() > 0;
  }

  /** Returns how fast they may run, if they may. */
  RateLimits limits() {
    long rate = options.meteredBytesPerSecond();
    return networkKind == NetworkKind.METERED && rate > 0
        ? new RateLimits(rate, rate)
        : RateLimits.NONE;
  }
}
