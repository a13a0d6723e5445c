package dev.sluice.tui.screen;

import dev.sluice.tui.canvas.Canvas;
import dev.sluice.tui.canvas.Ink;
import dev.sluice.tui.words.Amounts;

/** The first row: everything together. */
final class Header {
  private Header() {}

  /** Draws it into the first row of the canvas. */
  static void draw(Canvas canvas, Snapshot now) {
    int end = canvas.text(0, 0, "Sluice  ", Ink.TITLE);
    end = canvas.text(end, 0, Amounts.count(now.torrents().size(), "torrent"), Ink.PLAIN);
    end = canvas.text(end, 0, "  ↓ ", Ink.FAINT);
    end = canvas.text(end, 0, rate(now.downBytesPerSecond()), Ink.BUSY);
    end = canvas.text(end, 0, "  ↑ ", Ink.FAINT);
    canvas.text(end, 0, rate(now.upBytesPerSecond()), Ink.GOOD);
    String port =
        now.listening().port().isPresent()
            ? "port " + now.listening().port().getAsInt()
            : "nobody can call us";
    canvas.textBefore(canvas.width(), 0, canvas.width() - end, port, Ink.FAINT);
  }

  private static String rate(long bytesPerSecond) {
    return bytesPerSecond == 0 ? "0 B/s" : Amounts.rate(bytesPerSecond);
  }
}
