package dev.sluice.tui.canvas;

/** A bar of progress, exact to a half of a cell. */
public final class Bar {
  private Bar() {}

  /** Returns a bar of so many columns as text. */
  public static String of(double fraction, int columns) {
    int halves = (int) Math.floor(Math.clamp(fraction, 0, 1) * columns * 2);
    String filled = "━".repeat(halves / 2) + (halves % 2 == 1 ? "╸" : "");
    return filled + "─".repeat(columns - filled.length());
  }

  /** Draws a bar: what is filled in its ink, the rest faint. */
  public static void draw(
      Canvas canvas, int column, int row, int columns, double fraction, Ink ink) {
    String bar = of(fraction, columns);
    int rest = bar.indexOf('─');
    int filled = rest < 0 ? bar.length() : rest;
    canvas.text(column, row, bar.substring(0, filled), ink);
    canvas.text(column + filled, row, bar.substring(filled), Ink.FAINT);
  }
}
