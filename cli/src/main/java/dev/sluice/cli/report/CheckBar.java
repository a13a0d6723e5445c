package dev.sluice.cli.report;

import java.io.PrintStream;
import java.util.List;
import java.util.function.Supplier;

/** How far a check has come, as one line drawn in place; gone when closed. */
public final class CheckBar implements AutoCloseable {
  private static final int PERCENT_COLUMNS = 6;

  private final String name;
  private final int pieces;
  private final Look look;
  private final Supplier<TerminalSize> terminal;
  private final LiveArea area;
  private final boolean isShown;
  private int drawnPerMille = -1;

  private CheckBar(
      String name, int pieces, PrintStream out, Look look, Supplier<TerminalSize> terminal) {
    this.name = name;
    this.pieces = pieces;
    this.look = look;
    this.terminal = terminal;
    this.area = new LiveArea(out);
    this.isShown = pieces > 0;
  }

  /** Returns a bar on a terminal. */
  public static CheckBar shown(
      String name, int pieces, PrintStream out, Look look, Supplier<TerminalSize> terminal) {
    return new CheckBar(name, pieces, out, look, terminal);
  }

  /** Returns a bar that nobody sees. */
  public static CheckBar hidden() {
    PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream());
    return new CheckBar("", 0, nowhere, new Look(false, false), () -> TerminalSize.USUAL);
  }

  /** So many pieces are checked; called by one thread at a time. */
  public synchronized void checked(int count) {
    int perMille = isShown ? (int) (1000L * count / pieces) : -1;
    if (perMille == drawnPerMille) {
      return;
    }
    drawnPerMille = perMille;
    TerminalSize size = terminal.get();
    area.draw(List.of(line(perMille / 1000.0, size.columns() - 1)), size);
  }

  private ScreenLine line(double fraction, int columns) {
    int bar = Math.clamp(columns / 3, 0, 40);
    int room = Math.max(0, columns - bar - PERCENT_COLUMNS - 4);
    Look.Bar parts = look.bar(fraction, bar);
    return new ScreenLine(look)
        .add(Columns.cutMiddle(name, room), Ink.STRONG)
        .add("  ")
        .add(Columns.right(Amounts.percent(fraction), PERCENT_COLUMNS))
        .add("  ")
        .add(parts.filled(), Ink.BUSY)
        .add(parts.rest(), Ink.FAINT);
  }

  @Override
  public synchronized void close() {
    if (drawnPerMille >= 0) {
      area.erase(terminal.get());
      area.leave();
    }
  }
}
