package dev.sluice.tui.words;

import dev.sluice.api.RateLimits;
import java.time.Duration;
import java.util.Locale;

/** Sizes, rates and times in a fixed number of columns at most. */
public final class Amounts {
  private static final String UNITS = "BKMGTPE";

  /** Longer than that nobody waits, and no rate keeps. */
  private static final long MAX_DAYS = 99;

  private Amounts() {}

  /** Returns {@code 17 B}, {@code 1.4 M}, {@code 731 G}: binary units, 6 columns at most. */
  public static String bytes(long bytes) {
    int unit = 0;
    double value = bytes;
    while (value >= 999.5 && unit < UNITS.length() - 1) {
      value /= 1024;
      unit++;
    }
    boolean isWhole = unit == 0 || value >= 99.95;
    String number = String.format(Locale.ROOT, isWhole ? "%.0f" : "%.1f", value);
    return number + " " + UNITS.charAt(unit);
  }

  /** Returns {@code 1.4 M/s}, 8 columns at most; an empty text for nothing. */
  public static String rate(long bytesPerSecond) {
    return bytesPerSecond == 0 ? "" : bytes(bytesPerSecond) + "/s";
  }

  /** Returns a limit as {@link #rate} does, or {@code none}. */
  public static String limit(long bytesPerSecond) {
    return bytesPerSecond == RateLimits.UNLIMITED ? "none" : rate(bytesPerSecond);
  }

  /** Returns {@code 42s}, {@code 12m05}, {@code 3h20}, {@code 4d05h}: 6 columns at most. */
  public static String time(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds < 60) {
      return seconds + "s";
    }
    if (seconds < 3600) {
      return String.format(Locale.ROOT, "%dm%02d", seconds / 60, seconds % 60);
    }
    if (seconds < 86_400) {
      return String.format(Locale.ROOT, "%dh%02d", seconds / 3600, seconds % 3600 / 60);
    }
    long days = seconds / 86_400;
    return days > MAX_DAYS
        ? "ever"
        : String.format(Locale.ROOT, "%dd%02dh", days, seconds % 86_400 / 3600);
  }

  /** Returns {@code 42.7%}; never 100% while something is missing. */
  public static String percent(double fraction) {
    double percent = Math.floor(Math.clamp(fraction, 0, 1) * 1000) / 10;
    return percent >= 100 ? "100%" : String.format(Locale.ROOT, "%.1f%%", percent);
  }

  /** Returns {@code 0.12}, {@code 14.3}, {@code 871}: 4 columns; a dash when nothing was taken. */
  public static String ratio(long uploadedBytes, long downloadedBytes) {
    if (downloadedBytes == 0) {
      return "–";
    }
    double ratio = (double) uploadedBytes / downloadedBytes;
    String format = ratio < 9.995 ? "%.2f" : ratio < 99.95 ? "%.1f" : "%.0f";
    return ratio >= 9999.5 ? "9999" : String.format(Locale.ROOT, format, ratio);
  }

  /** Returns {@code 1 peer}, {@code 2 peers}. */
  public static String count(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
