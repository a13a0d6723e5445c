package dev.sluice.tui.canvas;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Rows in columns. Columns that a narrow screen has no room for are left out, the less important
 * ones first; what room is left over goes to the flexible ones.
 *
 * @param <T> what a row shows
 */
public final class Table<T> {
  private static final int GAP = 1;

  private final List<Column<T>> columns;

  /** Takes the columns from left to right. */
  public Table(List<Column<T>> columns) {
    this.columns = List.copyOf(columns);
  }

  /**
   * One column.
   *
   * @param title stands above it
   * @param width in cells; of a flexible one the least
   * @param share of the room that is left over, 0 for none
   * @param importance columns of less are left out first
   * @param isNumber whether texts end at its right
   * @param text of a row
   * @param ink of a row
   */
  public record Column<T>(
      String title,
      int width,
      int share,
      int importance,
      boolean isNumber,
      Function<T, String> text,
      Function<T, Ink> ink) {
    /** Returns a column of names and words. */
    public static <T> Column<T> words(
        String title, int width, int share, int importance, Function<T, String> text) {
      return new Column<>(title, width, share, importance, false, text, row -> Ink.PLAIN);
    }

    /** Returns a column of numbers. */
    public static <T> Column<T> numbers(
        String title, int width, int importance, Function<T, String> text) {
      return new Column<>(title, width, 0, importance, true, text, row -> Ink.PLAIN);
    }

    /** Returns this column with inks of its own. */
    public Column<T> in(Function<T, Ink> newInk) {
      return new Column<>(title, width, share, importance, isNumber, text, newInk);
    }
  }

  /** A column that has found its place. */
  private record Place<T>(Column<T> column, int begin, int width) {}

  /**
   * Draws titles and rows, as many as there is room for.
   *
   * @param firstRow index of the row that is drawn first
   * @param cursor index of the row that is marked; -1 for none
   * @param mark a text behind the title of the column that has it, as where rows are sorted by
   */
  public void draw(
      Canvas canvas, List<T> rows, int firstRow, int cursor, Function<Column<T>, String> mark) {
    List<Place<T>> places = places(canvas.width());
    for (Place<T> place : places) {
      draw(canvas, 0, place, place.column.title() + mark.apply(place.column), Ink.TITLE);
    }
    int end = Math.min(rows.size(), firstRow + canvas.height() - 1);
    for (int i = firstRow; i < end; i++) {
      T row = rows.get(i);
      int at = i - firstRow + 1;
      for (Place<T> place : places) {
        draw(canvas, at, place, place.column.text().apply(row), place.column.ink().apply(row));
      }
      if (i == cursor) {
        canvas.mark(at);
      }
    }
  }

  private static <T> void draw(Canvas canvas, int row, Place<T> place, String text, Ink ink) {
    if (place.column.isNumber()) {
      canvas.textBefore(place.begin + place.width, row, place.width, text, ink);
    } else {
      canvas.text(place.begin, row, place.width, text, ink);
    }
  }

  private List<Place<T>> places(int width) {
    List<Column<T>> kept = kept(width);
    int room = width - leastWidth(kept);
    int shares = kept.stream().mapToInt(Column::share).sum();
    List<Place<T>> places = new ArrayList<>();
    int begin = 0;
    for (Column<T> column : kept) {
      int extra = shares == 0 ? 0 : room * column.share() / shares;
      places.add(new Place<>(column, begin, column.width() + extra));
      begin += column.width() + extra + GAP;
    }
    return places;
  }

  private List<Column<T>> kept(int width) {
    List<Column<T>> kept = new ArrayList<>(columns);
    while (kept.size() > 1 && leastWidth(kept) > width) {
      Column<T> least = kept.getFirst();
      for (Column<T> column : kept) {
        least = column.importance() < least.importance() ? column : least;
      }
      kept.remove(least);
    }
    return kept;
  }

  private static <T> int leastWidth(List<Column<T>> columns) {
    return columns.stream().mapToInt(column -> column.width() + GAP).sum() - GAP;
  }
}
