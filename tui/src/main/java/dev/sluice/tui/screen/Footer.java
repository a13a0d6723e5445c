package dev.sluice.tui.screen;

import dev.sluice.tui.canvas.Canvas;
import dev.sluice.tui.canvas.Ink;
import java.util.List;

/** The last row: what keys do. */
final class Footer {
  private Footer() {}

  /** Draws as many hints as there is room for. */
  static void draw(Canvas canvas, List<KeyHint> keys) {
    int column = 0;
    for (KeyHint hint : keys) {
      int width = Canvas.widthOf(hint.key()) + 1 + Canvas.widthOf(hint.action());
      if (column + width > canvas.width()) {
        return;
      }
      int end = canvas.text(column, 0, hint.key(), Ink.KEY);
      column = canvas.text(end + 1, 0, hint.action(), Ink.FAINT) + 2;
    }
  }
}
