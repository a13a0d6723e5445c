package dev.sluice.tui.screen;

import dev.sluice.tui.canvas.Canvas;
import dev.sluice.tui.canvas.Ink;

/** The frame of a dialog, in the middle of the screen. */
final class Dialog {
  private static final int MARGIN = 2;

  private Dialog() {}

  /**
   * Draws a frame around an empty middle.
   *
   * @param columns of the middle, if there is room
   * @param rows of the middle
   * @return the middle
   */
  static Canvas frame(Canvas canvas, String title, int columns, int rows) {
    int width = Math.min(canvas.width() - 2 * MARGIN, columns + 4);
    int height = Math.min(canvas.height(), rows + 2);
    int left = (canvas.width() - width) / 2;
    int top = Math.max(0, (canvas.height() - height) / 3);
    Canvas box = canvas.part(left, top, width, height);
    box.clear();
    box.text(0, 0, "╭" + "─".repeat(Math.max(0, width - 2)) + "╮", Ink.FAINT);
    for (int row = 1; row < height - 1; row++) {
      box.text(0, row, "│", Ink.FAINT);
      box.text(width - 1, row, "│", Ink.FAINT);
    }
    box.text(0, height - 1, "╰" + "─".repeat(Math.max(0, width - 2)) + "╯", Ink.FAINT);
    box.text(2, 0, " " + title + " ", Ink.TITLE);
    return box.part(2, 1, width - 4, height - 2);
  }
}
