package dev.sluice.tui.screen;

import dev.sluice.api.PeerSource;
import dev.sluice.api.TorrentView;
import dev.sluice.api.TrackerView;
import dev.sluice.tui.canvas.Canvas;
import dev.sluice.tui.canvas.Ink;
import dev.sluice.tui.canvas.Scroll;
import dev.sluice.tui.canvas.Table;
import dev.sluice.tui.canvas.Table.Column;
import dev.sluice.tui.input.Input;
import java.util.List;
import java.util.Map;

/** Trackers, and where else peers come from. */
final class TrackersTab implements Tab {
  private static final int DISCOVERY_ROWS = 5;
  private static final int LABEL_COLUMNS = 11;

  private static final Table<TrackerView> TABLE =
      new Table<>(
          List.of(
              Column.numbers("Tier", 4, 5, tracker -> String.valueOf(tracker.tier())),
              Column.words("Tracker", 24, 1, 20, TrackerView::url),
              Column.numbers("Seeds", 6, 8, tracker -> count(tracker.seeders())),
              Column.numbers("Others", 6, 7, tracker -> count(tracker.leechers())),
              Column.<TrackerView>words("State", 24, 2, 18, TrackerView::status)
                  .in(tracker -> tracker.working() ? Ink.GOOD : Ink.ODD)));

  private final Scroll scroll = new Scroll();

  @Override
  public String title() {
    return "Trackers";
  }

  @Override
  public void draw(Canvas canvas, TorrentView torrent, Snapshot now) {
    int tableRows = canvas.height() - DISCOVERY_ROWS;
    if (torrent.trackers().isEmpty()) {
      canvas.text(0, 0, "No trackers.", Ink.FAINT);
    } else {
      scroll.fit(torrent.trackers().size(), tableRows - 1);
      TABLE.draw(
          canvas.rows(0, tableRows), torrent.trackers(), scroll.first(), scroll.cursor(), c -> "");
      TrackerView chosen = torrent.trackers().get(scroll.cursor());
      canvas.text(0, tableRows, chosen.status(), chosen.working() ? Ink.PLAIN : Ink.ODD);
    }
    drawDiscovery(canvas.rows(tableRows + 1, DISCOVERY_ROWS - 1), torrent, now);
  }

  private static void drawDiscovery(Canvas canvas, TorrentView torrent, Snapshot now) {
    Map<PeerSource, Integer> counts = torrent.peersBySource();
    int column = LABEL_COLUMNS;
    canvas.text(0, 1, "Peers from", Ink.FAINT);
    for (PeerSource source : PeerSource.values()) {
      String text = "%s %d".formatted(PeersTab.source(source), counts.getOrDefault(source, 0));
      column = canvas.text(column, 1, text, counts.containsKey(source) ? Ink.PLAIN : Ink.FAINT) + 3;
    }
    canvas.text(0, 2, "Our port", Ink.FAINT);
    canvas.text(LABEL_COLUMNS, 2, port(now), Ink.PLAIN);
    canvas.text(0, 3, "Router", Ink.FAINT);
    canvas.text(LABEL_COLUMNS, 3, now.listening().mapping().status(), Ink.PLAIN);
  }

  private static String port(Snapshot now) {
    String note = now.listening().note().isEmpty() ? "" : ": " + now.listening().note();
    if (now.listening().port().isEmpty()) {
      return "none" + note;
    }
    String reach =
        now.listening().reached()
            ? "; peers from outside have called"
            : "; nobody from outside has called yet";
    return now.listening().port().getAsInt() + note + reach;
  }

  private static String count(int number) {
    return number < 0 ? "" : String.valueOf(number);
  }

  @Override
  public boolean onInput(Input input, TorrentView torrent, Snapshot now, Control control) {
    return Moves.move(scroll, input, 1);
  }
}
