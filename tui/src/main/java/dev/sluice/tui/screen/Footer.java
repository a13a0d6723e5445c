package dev.sluice.tui.screen;

import dev.sluice.tui.canvas.Canvas;
import dev.sluice.tui.canvas.Ink;
import java.util.List;

/** The last rows: what keys do; two rows where one has no room for all. */
final class Footer {
  private static final int GAP = 2;
  private static final int MAX_ROWS = 2;

  private Footer() {}

  /** Returns how many rows the hints take in so many columns. */
  static int rows(int columns, List<KeyHint> keys) {
    int rows = 1;
    int column = 0;
    for (KeyHint hint : keys) {
      if (column > 0 && column + width(hint) > columns) {
        rows++;
        column = 0;
      }
      column += width(hint) + GAP;
    }
    return Math.min(MAX_ROWS, rows);
  }

  private static int width(KeyHint hint) {
    return Canvas.widthOf(hint.key()) + 1 + Canvas.widthOf(hint.action());
  }

  /** Draws as many hints as there is room for. */
  static void draw(Canvas canvas, List<KeyHint> keys) {
    int row = 0;
    int column = 0;
    for (KeyHint hint : keys) {
      if (column > 0 && column + width(hint) > canvas.width()) {
        row++;
        column = 0;
      }
      int end = canvas.text(column, row, hint.key(), Ink.KEY);
      canvas.text(end + 1, row, hint.action(), Ink.FAINT);
      column += width(hint) + GAP;
    }
  }
}
