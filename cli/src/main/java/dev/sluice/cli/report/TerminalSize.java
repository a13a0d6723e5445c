package dev.sluice.cli.report;

/**
 * The size of a terminal in characters.
 *
 * @param columns at least 1
 * @param rows at least 1
 */
public record TerminalSize(int columns, int rows) {
  /** What a terminal has had since 1978, when it does not say. */
  public static final TerminalSize USUAL = new TerminalSize(80, 24);

  public TerminalSize {
    if (columns < 1 || rows < 1) {
      throw new IllegalArgumentException("no such terminal: " + columns + " by " + rows);
    }
  }
}
