package dev.sluice.tui.screen;

import dev.sluice.api.PieceMap;
import dev.sluice.api.PieceState;
import dev.sluice.tui.canvas.Canvas;
import dev.sluice.tui.canvas.Ink;

/**
 * The pieces of a torrent in rows of cells. A cell stands for one piece, or for as many as it takes
 * to show them all: full when all are here, lower when some are.
 */
final class PieceStrip {
  private static final String LEVELS = "▁▂▃▄▅▆▇█";

  private PieceStrip() {}

  static void draw(Canvas canvas, PieceMap pieces) {
    int room = canvas.width() * canvas.height();
    if (room == 0) {
      return;
    }
    int perCell = Math.ceilDiv(pieces.pieceCount(), room);
    int cells = Math.ceilDiv(pieces.pieceCount(), perCell);
    for (int cell = 0; cell < cells; cell++) {
      int first = cell * perCell;
      int end = Math.min(pieces.pieceCount(), first + perCell);
      draw(canvas, cell % canvas.width(), cell / canvas.width(), pieces, first, end);
    }
  }

  private static void draw(
      Canvas canvas, int column, int row, PieceMap pieces, int first, int end) {
    int here = 0;
    int begun = 0;
    int skipped = 0;
    boolean isMissed = false;
    for (int piece = first; piece < end; piece++) {
      switch (pieces.state(piece)) {
        case HERE -> here++;
        case BEGUN -> begun++;
        case SKIPPED -> skipped++;
        case MISSING -> isMissed |= pieces.copies(piece) == 0;
      }
    }
    if (here > 0) {
      int level = here * (LEVELS.length() - 1) / (end - first);
      Ink ink = begun > 0 ? Ink.BUSY : Ink.GOOD;
      canvas.text(column, row, String.valueOf(LEVELS.charAt(level)), ink);
    } else if (begun > 0) {
      canvas.text(column, row, "▒", Ink.BUSY);
    } else if (skipped == end - first) {
      canvas.text(column, row, "╌", Ink.FAINT);
    } else {
      canvas.text(column, row, "·", isMissed ? Ink.BAD : Ink.FAINT);
    }
  }

  /** Returns how a piece that stands so is drawn, to explain it. */
  static String sign(PieceState state) {
    return switch (state) {
      case HERE -> "█";
      case BEGUN -> "▒";
      case MISSING -> "·";
      case SKIPPED -> "╌";
    };
  }
}
