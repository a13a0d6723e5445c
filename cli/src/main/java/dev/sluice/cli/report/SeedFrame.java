package dev.sluice.cli.report;

import dev.sluice.api.TorrentState;
import dev.sluice.api.TorrentView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Lays seeding torrents out for a terminal of a given size, the busiest first; those that do not
 * fit are in the last line alone.
 *
 * <pre>
 *   debian-13.1.0-amd64-netinst.iso    12.3 MiB/s     4 peers   sent 1.2 GiB
 *   photos                             checking 42%   0 peers   sent 0 B
 *   seeding 1 of 2 torrents            12.3 MiB/s     4 peers   sent 1.2 GiB
 *   held by your upload limit
 * </pre>
 */
final class SeedFrame {
  /** Wider lines are harder to read, not easier. */
  private static final int MAX_COLUMNS = 110;

  private static final int STATE_COLUMNS = 14;
  private static final int PEERS_COLUMNS = 11;
  private static final int SENT_COLUMNS = 15;

  /** Below this a name would have no room beside the other columns. */
  private static final int MIN_NAME_COLUMNS = 12;

  private final Look look;
  private final int columns;
  private final int rows;

  SeedFrame(Look look, TerminalSize size) {
    this.look = look;
    // The last column stays free: some terminals wrap as soon as it is written.
    this.columns = Math.min(MAX_COLUMNS, size.columns() - 1);
    this.rows = Math.max(1, size.rows() - 1);
  }

  /** Returns the lines, none wider than the terminal and no more than it has rows. */
  List<ScreenLine> lines(List<TorrentView> torrents) {
    boolean hasTotal = torrents.size() > 1;
    Optional<String> holdUp = holdUp(torrents);
    int room = rows - (hasTotal ? 1 : 0);
    List<ScreenLine> lines = new ArrayList<>();
    torrents.stream()
        .sorted(Comparator.comparingLong(TorrentView::upBytesPerSecond).reversed())
        .limit(room)
        .forEach(torrent -> lines.add(line(torrent)));
    if (hasTotal) {
      lines.add(total(SeedTotals.of(torrents)));
    }
    if (holdUp.isPresent() && lines.size() < rows) {
      lines.add(new ScreenLine(look).add(Columns.cut(holdUp.get(), columns), Ink.FAINT));
    }
    return lines;
  }

  private static Optional<String> holdUp(List<TorrentView> torrents) {
    return torrents.stream()
        .filter(TorrentView::isComplete)
        .map(HoldUp::words)
        .filter(words -> !words.isEmpty())
        .findFirst();
  }

  private ScreenLine line(TorrentView torrent) {
    return row(
        new Row(
            PlainText.of(torrent.name()),
            words(torrent),
            ink(torrent.state()),
            torrent.peers().size(),
            torrent.uploadedBytes()));
  }

  private static String words(TorrentView torrent) {
    return switch (torrent.state()) {
      case FETCHING_METADATA -> "metadata";
      case CHECKING -> "checking " + Amounts.percent(torrent.checkedFraction());
      case PREPARING -> "preparing " + Amounts.percent(torrent.checkedFraction());
      case SEEDING -> Amounts.rate(torrent.upBytesPerSecond());
      case FAILED -> torrent.isSuspended() ? "waiting" : "failed";
      case PAUSED -> "paused";
      case DOWNLOADING, STOPPING -> "";
    };
  }

  private static Ink ink(TorrentState state) {
    return switch (state) {
      case FAILED -> Ink.BAD;
      case SEEDING -> Ink.GOOD;
      case FETCHING_METADATA, CHECKING, PREPARING, DOWNLOADING, PAUSED, STOPPING -> Ink.BUSY;
    };
  }

  private ScreenLine total(SeedTotals totals) {
    return row(
        new Row(
            totals.words(),
            Amounts.rate(totals.upBytesPerSecond()),
            Ink.PLAIN,
            totals.peers(),
            totals.uploadedBytes()));
  }

  /** What stands in one line, in this order. */
  private record Row(String name, String state, Ink ink, long peers, long sentBytes) {}

  /** The right-hand columns go one by one where there is no room for them. */
  private ScreenLine row(Row row) {
    boolean hasSent = columns >= MIN_NAME_COLUMNS + STATE_COLUMNS + PEERS_COLUMNS + SENT_COLUMNS;
    boolean hasPeers = columns >= MIN_NAME_COLUMNS + STATE_COLUMNS + PEERS_COLUMNS;
    int right = STATE_COLUMNS + (hasPeers ? PEERS_COLUMNS : 0) + (hasSent ? SENT_COLUMNS : 0);
    int name = Math.max(0, columns - right);
    ScreenLine line = new ScreenLine(look);
    line.add(Columns.left(Columns.cutMiddle(row.name(), name), name), Ink.STRONG);
    line.add(Columns.cut(Columns.right(row.state(), STATE_COLUMNS), columns), row.ink());
    if (hasPeers) {
      line.add(Columns.right(Amounts.count(row.peers(), "peer"), PEERS_COLUMNS));
    }
    if (hasSent) {
      String sent = "sent " + Amounts.bytes(row.sentBytes());
      line.add(Columns.right(sent, SENT_COLUMNS), Ink.FAINT);
    }
    return line;
  }
}
