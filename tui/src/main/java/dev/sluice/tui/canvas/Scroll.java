package dev.sluice.tui.canvas;

/** Which row of a list the cursor is in, and which is shown first. Owned by the UI's thread. */
public final class Scroll {
  private int cursor;
  private int first;
  private int page = 1;

  /** Returns the index of the cursor's row; 0 also when there is none. */
  public int cursor() {
    return cursor;
  }

  /** Returns the index of the row shown first. */
  public int first() {
    return first;
  }

  /** Returns how many rows were shown last. */
  public int page() {
    return page;
  }

  /** Puts the cursor into a row. */
  public void to(int row) {
    cursor = row;
  }

  /** Moves the cursor. */
  public void by(int rows) {
    cursor += rows;
  }

  /** Fits both to a list of {@code size} rows of which {@code shown} have room. */
  public void fit(int size, int shown) {
    page = Math.max(1, shown);
    cursor = Math.clamp(cursor, 0, Math.max(0, size - 1));
    first = Math.clamp(first, cursor - page + 1, cursor);
    first = Math.clamp(first, 0, Math.max(0, size - page));
  }
}
