package dev.sluice.tui.screen;

import dev.sluice.api.TorrentView;
import dev.sluice.tui.canvas.Canvas;
import dev.sluice.tui.canvas.Ink;
import dev.sluice.tui.canvas.Scroll;
import dev.sluice.tui.input.Input;
import java.util.List;

/** What has happened to the torrent since the program began; the latest first. */
final class LogTab implements Tab {
  private static final int TIME_COLUMNS = 10;

  private final Scroll scroll = new Scroll();

  @Override
  public String title() {
    return "Log";
  }

  @Override
  public void draw(Canvas canvas, TorrentView torrent, Snapshot now) {
    List<LogLine> lines =
        now.log().stream()
            .filter(line -> line.torrent().equals(torrent.infoHash()))
            .toList()
            .reversed();
    if (lines.isEmpty()) {
      canvas.text(0, 0, "Nothing has happened yet.", Ink.FAINT);
      return;
    }
    scroll.fit(lines.size(), canvas.height());
    int end = Math.min(lines.size(), scroll.first() + canvas.height());
    for (int i = scroll.first(); i < end; i++) {
      int row = i - scroll.first();
      canvas.text(0, row, lines.get(i).time(), Ink.FAINT);
      canvas.text(TIME_COLUMNS, row, lines.get(i).text(), lines.get(i).ink());
      if (i == scroll.cursor()) {
        canvas.mark(row);
      }
    }
  }

  @Override
  public boolean onInput(Input input, TorrentView torrent, Snapshot now, Control control) {
    return Moves.move(scroll, input, 0);
  }
}
