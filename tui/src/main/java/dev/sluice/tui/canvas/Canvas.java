package dev.sluice.tui.canvas;

import dev.tamboui.buffer.Buffer;
import dev.tamboui.layout.Rect;
import dev.tamboui.style.Style;
import dev.tamboui.text.CharWidth;

/**
 * A rectangle of the screen to draw on. Its upper left cell is 0, 0; what lies outside of it is not
 * drawn. Text is made fit to print first, wherever it comes from.
 *
 * <p>Owned by the UI's thread.
 */
public final class Canvas {
  private static final String ELLIPSIS = "…";
  private static final int REPLACEMENT = 0xfffd;

  private final Buffer buffer;
  private final Rect area;
  private final Palette palette;

  private Canvas(Buffer buffer, Rect area, Palette palette) {
    this.buffer = buffer;
    this.area = area;
    this.palette = palette;
  }

  /** Returns a canvas over all of {@code buffer}. */
  public static Canvas over(Buffer buffer, Palette palette) {
    return new Canvas(buffer, buffer.area(), palette);
  }

  /** Returns the number of columns. */
  public int width() {
    return area.width();
  }

  /** Returns the number of rows. */
  public int height() {
    return area.height();
  }

  /** Returns a part of this canvas; what of it lies outside is cut off. */
  public Canvas part(int column, int row, int columns, int rows) {
    Rect wished =
        new Rect(area.x() + column, area.y() + row, Math.max(0, columns), Math.max(0, rows));
    return new Canvas(buffer, area.intersection(wished), palette);
  }

  /** Returns the rows from {@code row} on, {@code rows} of them. */
  public Canvas rows(int row, int rows) {
    return part(0, row, width(), rows);
  }

  /**
   * Draws text from a column on, cut with an ellipsis where the canvas ends.
   *
   * @return the column behind the text
   */
  public int text(int column, int row, String text, Ink ink) {
    return text(column, row, width() - column, text, ink);
  }

  /**
   * Draws text from a column on, cut with an ellipsis if it takes more than {@code maxColumns}.
   *
   * @return the column behind the text
   */
  public int text(int column, int row, int maxColumns, String text, Ink ink) {
    int room = Math.min(maxColumns, width() - column);
    if (row < 0 || row >= height() || room <= 0 || column < 0) {
      return column;
    }
    String fit = fit(safe(text), room);
    buffer.setString(area.x() + column, area.y() + row, fit, palette.style(ink));
    return column + CharWidth.of(fit);
  }

  /** Draws text that ends before {@code endColumn}, cut if it takes more than {@code columns}. */
  public void textBefore(int endColumn, int row, int columns, String text, Ink ink) {
    String fit = fit(text, columns);
    text(endColumn - CharWidth.of(fit), row, fit, ink);
  }

  /** Draws one character again and again. */
  public void repeat(int column, int row, int columns, char character, Ink ink) {
    text(column, row, String.valueOf(character).repeat(Math.max(0, columns)), ink);
  }

  /** Shows that the cursor is in this row: over its whole width, whatever stands there. */
  public void mark(int row) {
    if (row >= 0 && row < height()) {
      buffer.setStyle(new Rect(area.x(), area.y() + row, width(), 1), palette.style(Ink.CURSOR));
    }
  }

  /** Empties it. */
  public void clear() {
    buffer.clear(area);
    buffer.setStyle(area, Style.EMPTY);
  }

  /** Returns {@code text} with nothing in it that moves the cursor or reorders what one reads. */
  private static String safe(String text) {
    return text.codePoints().allMatch(Canvas::isSafe)
        ? text
        : text.codePoints()
            .map(c -> isSafe(c) ? c : REPLACEMENT)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
  }

  private static boolean isSafe(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /** Returns how many columns {@code text} takes. */
  public static int widthOf(String text) {
    return CharWidth.of(text);
  }

  /** Returns {@code text}, with an ellipsis if it takes more than {@code columns}. */
  static String fit(String text, int columns) {
    if (columns <= 0) {
      return "";
    }
    return CharWidth.of(text) <= columns
        ? text
        : CharWidth.substringByWidth(text, columns - 1) + ELLIPSIS;
  }
}
