package dev.sluice.cli.report;

/** One line of the live area under construction; knows its width, colours not counted. */
final class ScreenLine {
  private final StringBuilder text = new StringBuilder();
  private final boolean isColoured;
  private int width;

  ScreenLine(Look look) {
    this.isColoured = look.isColoured();
  }

  ScreenLine add(String part) {
    text.append(part);
    width += Columns.width(part);
    return this;
  }

  ScreenLine add(String part, Ink ink) {
    if (!isColoured || ink == Ink.PLAIN || part.isEmpty()) {
      return add(part);
    }
    text.append(ink.sequence());
    add(part);
    text.append(Ink.RESET);
    return this;
  }

  /** Returns the columns that it takes. */
  int width() {
    return width;
  }

  /** Returns the line with its colours. */
  @Override
  public String toString() {
    return text.toString();
  }
}
