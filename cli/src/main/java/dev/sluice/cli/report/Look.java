package dev.sluice.cli.report;

import java.nio.charset.Charset;
import java.util.Map;

/**
 * What a terminal can show.
 *
 * @param isColoured whether it takes colours
 * @param isUnicode whether it shows lines and arrows beyond ASCII
 */
public record Look(boolean isColoured, boolean isUnicode) {
  /** Returns the look that the environment asks for: {@code NO_COLOR} as no-color.org has it. */
  public static Look of(Map<String, String> environment, Charset charset) {
    boolean isColoured = environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Look(isColoured, charset.newEncoder().canEncode('\u2501'));
  }

  String separator() {
    return isUnicode ? " \u00b7 " : ", ";
  }

  /** Returns a bar of {@code columns} filled to {@code fraction}, as two parts: filled and not. */
  Bar bar(double fraction, int columns) {
    int halves = (int) Math.floor(Math.clamp(fraction, 0, 1) * columns * 2);
    if (!isUnicode) {
      int full = halves / 2;
      return new Bar("#".repeat(full), ".".repeat(columns - full));
    }
    String filled = "\u2501".repeat(halves / 2) + (halves % 2 == 1 ? "\u2578" : "");
    return new Bar(filled, "\u2500".repeat(columns - filled.length()));
  }

  /** A bar in two parts that follow one another. */
  record Bar(String filled, String rest) {}
}
