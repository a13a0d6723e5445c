package dev.sluice.tui.words;

import dev.sluice.api.RateLimits;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A limit as a person types it. */
public final class RateText {
  private static final Pattern RATE = Pattern.compile("([0-9]{1,9})([kmgKMG]?)(i?)[bB]?(/s)?");

  /** The most that {@link #RATE} reads without a unit. */
  private static final long MAX_NUMBER = 999_999_999;

  private static final String UNITS = "KMG";

  private RateText() {}

  /** Returns what a person types for so many bytes a second; nothing for no limit. */
  public static String of(long bytesPerSecond) {
    if (bytesPerSecond == RateLimits.UNLIMITED) {
      return "";
    }
    boolean isBinary = bytesPerSecond % 1000 != 0 && bytesPerSecond % 1024 == 0;
    long base = isBinary ? 1024 : 1000;
    long number = bytesPerSecond;
    String unit = "";
    for (int i = 0; i < UNITS.length() && (number % base == 0 || number > MAX_NUMBER); i++) {
      number /= base;
      unit = UNITS.charAt(i) + (isBinary ? "iB" : "");
    }
    return number + unit;
  }

  /**
   * Returns bytes a second: {@code 500K} and {@code 2M} are powers of 1000, {@code 1MiB} of 1024.
   * Nothing, and 0, are no limit; what is no rate is empty.
   */
  public static OptionalLong parse(String text) {
    if (text.isBlank()) {
      return OptionalLong.of(RateLimits.UNLIMITED);
    }
    Matcher rate = RATE.matcher(text.strip());
    if (!rate.matches()) {
      return OptionalLong.empty();
    }
    long bytes = Long.parseLong(rate.group(1));
    int unit = UNITS.indexOf(rate.group(2).toUpperCase(Locale.ROOT));
    long base = rate.group(3).isEmpty() ? 1000 : 1024;
    for (int i = 0; !rate.group(2).isEmpty() && i <= unit; i++) {
      bytes *= base;
    }
    return OptionalLong.of(bytes == 0 ? RateLimits.UNLIMITED : bytes);
  }
}
