package dev.sluice.cli.report;

import dev.sluice.api.TorrentState;
import dev.sluice.api.TorrentView;
import dev.sluice.model.InfoHash;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Lays the views of all torrents out for a terminal of a given size.
 *
 * <pre>
 *   debian-13.1.0-amd64-netinst.iso   42.7%  ━━━━━━━╸──────────  12.3 MiB/s         36 s
 *     331 of 776 MiB · up 412 KiB/s · 12 peers · waiting for disk
 * </pre>
 *
 * The second line of each torrent goes first when rows are short, then torrents that are complete.
 */
final class ProgressFrame {
  /** Wider lines are harder to read, not easier. */
  private static final int MAX_COLUMNS = 110;

  /** Below this there is no room for a bar. */
  private static final int MIN_COLUMNS_FOR_BAR = 60;

  private static final int PERCENT_COLUMNS = 6;
  private static final int RATE_COLUMNS = 10;
  private static final int TIME_COLUMNS = 11;
  private static final String GAP = "  ";

  private final Look look;
  private final int columns;
  private final int rows;
  private final Map<InfoHash, Duration> completed;

  /**
   * @param completed how long the torrents took that are complete
   */
  ProgressFrame(Look look, TerminalSize size, Map<InfoHash, Duration> completed) {
    this.look = look;
    // The last column stays free: some terminals wrap as soon as it is written.
    this.columns = Math.min(MAX_COLUMNS, size.columns() - 1);
    this.rows = Math.max(1, size.rows() - 1);
    this.completed = completed;
  }

  /** Returns the lines, none wider than the terminal and no more than it has rows. */
  List<ScreenLine> lines(List<TorrentView> torrents) {
    boolean hasTotal = torrents.size() > 1;
    int room = rows - (hasTotal ? 1 : 0);
    List<ScreenLine> lines = new ArrayList<>();
    boolean hasDetails = torrents.size() * 2 <= room;
    for (TorrentView torrent : visible(torrents, room)) {
      lines.add(headline(torrent));
      if (hasDetails) {
        lines.add(details(torrent));
      }
    }
    if (hasTotal && rows > 1) {
      lines.add(total(torrents));
    }
    return lines;
  }

  private List<TorrentView> visible(List<TorrentView> torrents, int room) {
    if (torrents.size() <= room) {
      return torrents;
    }
    return torrents.stream()
        .sorted(Comparator.comparing(TorrentView::isComplete))
        .limit(Math.max(1, room))
        .toList();
  }

  private ScreenLine headline(TorrentView torrent) {
    Ink ink = ink(torrent);
    return row(
        new Row(
            PlainText.of(torrent.name()), fraction(torrent), ink, rate(torrent), time(torrent)));
  }

  private double fraction(TorrentView torrent) {
    return switch (torrent.state()) {
      case FETCHING_METADATA -> MetadataWords.fraction(torrent);
      case CHECKING, PREPARING -> torrent.checkedFraction();
      case DOWNLOADING, SEEDING, PAUSED, FAILED, STOPPING -> shownFraction(torrent);
    };
  }

  /** What stands in one line, in this order. */
  private record Row(String name, double fraction, Ink ink, String rate, String time) {}

  private ScreenLine row(Row row) {
    ScreenLine line = new ScreenLine(look);
    int right = PERCENT_COLUMNS + 2 * GAP.length() + RATE_COLUMNS + GAP.length() + TIME_COLUMNS;
    if (columns < MIN_COLUMNS_FOR_BAR) {
      return narrow(row, line);
    }
    int bar = Math.min(30, (columns - right - GAP.length()) / 2);
    int name = columns - right - bar - GAP.length();
    line.add(Columns.left(Columns.cutMiddle(row.name(), name), name), Ink.STRONG).add(GAP);
    line.add(Columns.right(Amounts.percent(row.fraction()), PERCENT_COLUMNS)).add(GAP);
    Look.Bar parts = look.bar(row.fraction(), bar);
    line.add(parts.filled(), row.ink()).add(parts.rest(), Ink.FAINT).add(GAP);
    line.add(Columns.right(row.rate(), RATE_COLUMNS));
    return line.add(Columns.right(row.time(), TIME_COLUMNS));
  }

  private ScreenLine narrow(Row row, ScreenLine line) {
    String percent = Columns.right(Amounts.percent(row.fraction()), PERCENT_COLUMNS);
    boolean hasRate = columns >= 36;
    int right = percent.length() + (hasRate ? RATE_COLUMNS + 1 : 0);
    int name = Math.max(0, columns - right - 1);
    line.add(Columns.left(Columns.cutMiddle(row.name(), name), name), Ink.STRONG);
    line.add(" ").add(Columns.cut(percent, columns - 1), row.ink());
    return hasRate ? line.add(Columns.right(row.rate(), RATE_COLUMNS + 1)) : line;
  }

  private double shownFraction(TorrentView torrent) {
    return isComplete(torrent) ? 1 : torrent.fraction();
  }

  private boolean isComplete(TorrentView torrent) {
    return torrent.isComplete() || completed.containsKey(torrent.infoHash());
  }

  private Ink ink(TorrentView torrent) {
    return switch (torrent.state()) {
      case FAILED -> Ink.BAD;
      case SEEDING -> Ink.GOOD;
      case FETCHING_METADATA, CHECKING, PREPARING, DOWNLOADING, PAUSED, STOPPING ->
          isComplete(torrent) ? Ink.GOOD : Ink.BUSY;
    };
  }

  private String rate(TorrentView torrent) {
    return switch (torrent.state()) {
      case FETCHING_METADATA -> "metadata";
      case CHECKING -> "checking";
      case PREPARING -> "preparing";
      case FAILED -> torrent.isSuspended() ? "waiting" : "failed";
      case PAUSED -> "paused";
      case SEEDING -> "complete";
      case STOPPING, DOWNLOADING ->
          isComplete(torrent) ? "complete" : Amounts.rate(torrent.downBytesPerSecond());
    };
  }

  private String time(TorrentView torrent) {
    if (isComplete(torrent)) {
      Duration took = completed.get(torrent.infoHash());
      return took == null ? "" : Amounts.time(took);
    }
    return torrent.timeLeft().map(Amounts::time).orElse("");
  }

  private ScreenLine details(TorrentView torrent) {
    List<String> parts = new ArrayList<>();
    parts.add(isComplete(torrent) ? Amounts.bytes(torrent.wantedBytes()) : done(torrent));
    if (torrent.upBytesPerSecond() > 0 || isComplete(torrent)) {
      parts.add("up " + Amounts.rate(torrent.upBytesPerSecond()));
    }
    parts.add(Amounts.count(torrent.peers().size(), "peer"));
    boolean isEnding = isComplete(torrent) && !torrent.isComplete();
    String holdUp = isEnding ? "" : HoldUp.words(torrent);
    if (!holdUp.isEmpty()) {
      parts.add(PlainText.of(holdUp));
    }
    String text = GAP + String.join(look.separator(), parts);
    String origins = Origins.words(torrent);
    if (!origins.isEmpty() && fits(text + look.separator() + origins)) {
      text += look.separator() + origins;
    }
    return new ScreenLine(look).add(Columns.cut(text, columns), Ink.FAINT);
  }

  private boolean fits(String text) {
    return Columns.cut(text, columns).equals(text);
  }

  private static String done(TorrentView torrent) {
    if (torrent.state() == TorrentState.FETCHING_METADATA) {
      return "metadata " + MetadataWords.pieces(torrent);
    }
    return Amounts.bytes(torrent.doneBytes()) + " of " + Amounts.bytes(torrent.wantedBytes());
  }

  private ScreenLine total(List<TorrentView> torrents) {
    long wanted = torrents.stream().mapToLong(TorrentView::wantedBytes).sum();
    long done = torrents.stream().mapToLong(this::shownBytes).sum();
    long rate = torrents.stream().mapToLong(TorrentView::downBytesPerSecond).sum();
    long complete = torrents.stream().filter(this::isComplete).count();
    boolean isOver = complete == torrents.size();
    String left = rate > 0 && done < wanted ? left(wanted - done, rate) : "";
    String name = "%d of %d torrents complete".formatted(complete, torrents.size());
    double fraction = wanted == 0 ? 1 : (double) done / wanted;
    Ink ink = isOver ? Ink.GOOD : Ink.BUSY;
    return row(new Row(name, fraction, ink, isOver ? "" : Amounts.rate(rate), left));
  }

  private long shownBytes(TorrentView torrent) {
    return isComplete(torrent) ? torrent.wantedBytes() : torrent.doneBytes();
  }

  private static String left(long bytes, long bytesPerSecond) {
    return Amounts.time(Duration.ofSeconds(bytes / bytesPerSecond + 1));
  }
}
