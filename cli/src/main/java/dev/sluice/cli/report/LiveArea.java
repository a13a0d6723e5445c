package dev.sluice.cli.report;

import java.io.PrintStream;
import java.util.List;

/**
 * The last lines of a terminal, drawn over and over in place.
 *
 * <p>A frame is one write: up to the first line, every line followed by an erase of its rest, then
 * an erase of what is below. Terminals that know synchronized output show it at once, the others
 * nearly so; nothing is cleared before it is drawn, so nothing flickers.
 */
final class LiveArea {
  private static final String BEGIN_FRAME = "\u001b[?2026h";
  private static final String END_FRAME = "\u001b[?2026l";
  private static final String HIDE_CURSOR = "\u001b[?25l";
  private static final String SHOW_CURSOR = "\u001b[?25h";
  private static final String ERASE_REST_OF_LINE = "\u001b[K";
  private static final String ERASE_BELOW = "\u001b[J";

  private final PrintStream out;
  private int[] drawnWidths = {};
  private boolean isCursorHidden;
  private boolean isLeft;

  LiveArea(PrintStream out) {
    this.out = out;
  }

  /** Draws the lines in place of those drawn before; nothing once it was left. */
  void draw(List<ScreenLine> lines, TerminalSize size) {
    if (isLeft) {
      return;
    }
    StringBuilder frame = new StringBuilder(BEGIN_FRAME);
    if (!isCursorHidden) {
      frame.append(HIDE_CURSOR);
      isCursorHidden = true;
    }
    up(frame, size);
    for (ScreenLine line : lines) {
      frame.append(line).append(ERASE_REST_OF_LINE).append("\r\n");
    }
    frame.append(ERASE_BELOW).append(END_FRAME);
    drawnWidths = lines.stream().mapToInt(ScreenLine::width).toArray();
    print(frame);
  }

  /** Takes the drawn lines away, so that something else can be printed in their place. */
  void erase(TerminalSize size) {
    StringBuilder frame = new StringBuilder();
    up(frame, size);
    print(frame.append(ERASE_BELOW));
    drawnWidths = new int[0];
  }

  /** Leaves the lines standing for good, so that what is printed next stands below them. */
  void leave() {
    isLeft = true;
    if (isCursorHidden) {
      print(new StringBuilder(SHOW_CURSOR));
      isCursorHidden = false;
    }
    drawnWidths = new int[0];
  }

  /** Goes to the first drawn line; a line wraps where the terminal has become narrower. */
  private void up(StringBuilder frame, TerminalSize size) {
    int rows = 0;
    for (int width : drawnWidths) {
      rows += Math.max(1, Math.ceilDiv(width, size.columns()));
    }
    frame.append('\r');
    if (rows > 0) {
      frame.append("\u001b[").append(rows).append('A');
    }
  }

  private void print(StringBuilder text) {
    out.print(text);
    out.flush();
  }
}
