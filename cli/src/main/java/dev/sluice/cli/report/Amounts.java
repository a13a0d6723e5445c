package dev.sluice.cli.report;

import java.time.Duration;
import java.util.Locale;

/** Sizes, rates and times in the few characters that a person reads at a glance. */
public final class Amounts {
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  private Amounts() {}

  /** Returns {@code 17 B}, {@code 1.4 MiB}, {@code 731 GiB}: three digits at most, binary units. */
  public static String bytes(long bytes) {
    int unit = 0;
    double value = bytes;
    while (value >= 999.5 && unit < UNITS.length - 1) {
      value /= 1024;
      unit++;
    }
    boolean isWhole = value >= 99.95 || value == Math.rint(value);
    return String.format(Locale.ROOT, isWhole ? "%.0f %s" : "%.1f %s", value, UNITS[unit]);
  }

  /** Returns {@code 1.4 MiB/s}. */
  public static String rate(long bytesPerSecond) {
    return bytes(bytesPerSecond) + "/s";
  }

  /** Returns {@code 4 s}, {@code 2 min 5 s}, {@code 3 h 20 min}, {@code 12 d}. */
  public static String time(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return pair(seconds / 60, "min", seconds % 60, "s");
    }
    if (seconds < 86_400) {
      return pair(seconds / 3600, "h", seconds % 3600 / 60, "min");
    }
    return seconds < 10 * 86_400L
        ? pair(seconds / 86_400, "d", seconds % 86_400 / 3600, "h")
        : seconds / 86_400 + " d";
  }

  private static String pair(long large, String largeUnit, long small, String smallUnit) {
    String text = large + " " + largeUnit;
    return small == 0 ? text : text + " " + small + " " + smallUnit;
  }

  /** Returns {@code 42.7%}; never 100% while something is missing. */
  public static String percent(double fraction) {
    double percent = Math.floor(Math.clamp(fraction, 0, 1) * 1000) / 10;
    return percent >= 100 ? "100%" : String.format(Locale.ROOT, "%.1f%%", percent);
  }

  /** Returns {@code 1 peer}, {@code 2 peers}. */
  public static String count(long count, String noun) {
    return count + " " + (count == 1 ? noun : noun + "s");
  }
}
