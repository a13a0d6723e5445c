package dev.sluice.tui.canvas;

import java.util.Arrays;

/** A row of bars that grow from the bottom, exact to an eighth of a cell. */
public final class Chart {
  private static final String EIGHTHS = " ▁▂▃▄▅▆▇█";

  private Chart() {}

  /**
   * Draws the last values that there is room for, the latest at the right.
   *
   * @param values 0 or more, the oldest first
   * @param most the value that fills the height; at least 1
   */
  public static void draw(Canvas canvas, long[] values, long most, Ink ink) {
    long[] shown =
        Arrays.copyOfRange(values, Math.max(0, values.length - canvas.width()), values.length);
    int begin = canvas.width() - shown.length;
    for (int row = 0; row < canvas.height(); row++) {
      StringBuilder line = new StringBuilder(shown.length);
      int base = (canvas.height() - 1 - row) * 8;
      for (long value : shown) {
        line.append(EIGHTHS.charAt(Math.clamp(level(value, most, canvas.height()) - base, 0, 8)));
      }
      canvas.text(begin, row, line.toString(), ink);
    }
  }

  /** What is more than nothing shows. */
  private static int level(long value, long most, int rows) {
    int level = (int) Math.round((double) value / most * rows * 8);
    return value > 0 ? Math.max(1, level) : 0;
  }
}
