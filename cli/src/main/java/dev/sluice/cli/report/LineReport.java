package dev.sluice.cli.report;

import dev.sluice.api.TorrentEvent;
import dev.sluice.api.TorrentState;
import dev.sluice.api.TorrentView;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Tells in plain lines, for a log or a pipe: one when something happens, one every few seconds. */
public final class LineReport implements Report {
  /** Time between two progress lines: often enough to watch, seldom enough to keep as a log. */
  private static final long INTERVAL_NANOS = Duration.ofSeconds(5).toNanos();

  private final PrintStream out;
  private final PrintStream errors;
  private final long startNanos;
  private long intervals;

  /** Prints to {@code out}, failures to {@code errors}; time counts from {@code nowNanos}. */
  public LineReport(PrintStream out, PrintStream errors, long nowNanos) {
    this.out = out;
    this.errors = errors;
    this.startNanos = nowNanos;
  }

  @Override
  public void fetching(StartedTorrent torrent) {
    say(torrent.name() + ": fetching its metadata");
  }

  @Override
  public void started(StartedTorrent torrent) {
    say(torrent.name() + ": " + Amounts.bytes(torrent.wantedBytes()) + " to " + torrent.target());
  }

  @Override
  public void happened(StartedTorrent torrent, TorrentEvent event) {
    switch (event) {
      case TorrentEvent.StateChanged(_, TorrentState state) when state == TorrentState.CHECKING ->
          say(torrent.name() + ": checking what is on disk");
      case TorrentEvent.PieceRejected(_, int pieceIndex) ->
          say(torrent.name() + ": piece " + pieceIndex + " was corrupt, fetching it again");
      case TorrentEvent.TrackerTrouble(_, String url, String problem) ->
          say(torrent.name() + ": tracker " + url + ": " + problem);
      case TorrentEvent.MetadataReceived _,
          TorrentEvent.StateChanged _,
          TorrentEvent.PieceCompleted _,
          TorrentEvent.Completed _,
          TorrentEvent.Failed _,
          TorrentEvent.Removed _ -> {}
    }
  }

  @Override
  public void progressed(List<TorrentView> torrents, long nowNanos) {
    long passed = (nowNanos - startNanos) / INTERVAL_NANOS;
    if (passed == intervals) {
      return;
    }
    intervals = passed;
    for (TorrentView torrent : torrents) {
      if (torrent.state() != TorrentState.FAILED) {
        say(line(torrent));
      }
    }
  }

  private static String line(TorrentView torrent) {
    String name = PlainText.of(torrent.name()) + ": ";
    return switch (torrent.state()) {
      case FETCHING_METADATA -> name + MetadataWords.of(torrent);
      case CHECKING -> name + "checking, " + Amounts.percent(torrent.checkedFraction());
      case PREPARING -> name + "making room, " + Amounts.percent(torrent.checkedFraction());
      case SEEDING -> name + String.join(", ", seeding(torrent));
      case DOWNLOADING, PAUSED, FAILED, STOPPING -> name + String.join(", ", downloading(torrent));
    };
  }

  private static List<String> seeding(TorrentView torrent) {
    List<String> parts = new ArrayList<>();
    parts.add("complete");
    parts.add("up " + Amounts.rate(torrent.upBytesPerSecond()));
    parts.add(Amounts.count(torrent.peers().size(), "peer"));
    parts.add("sent " + Amounts.bytes(torrent.uploadedBytes()));
    addHoldUp(torrent, parts);
    return parts;
  }

  private static List<String> downloading(TorrentView torrent) {
    List<String> parts = new ArrayList<>();
    parts.add(Amounts.percent(torrent.fraction()));
    parts.add(Amounts.bytes(torrent.doneBytes()) + " of " + Amounts.bytes(torrent.wantedBytes()));
    parts.add("down " + Amounts.rate(torrent.downBytesPerSecond()));
    parts.add("up " + Amounts.rate(torrent.upBytesPerSecond()));
    torrent.timeLeft().ifPresent(left -> parts.add(Amounts.time(left) + " left"));
    parts.add(Amounts.count(torrent.peers().size(), "peer"));
    addHoldUp(torrent, parts);
    if (!torrent.peers().isEmpty()) {
      parts.add(Origins.words(torrent));
    }
    return parts;
  }

  private static void addHoldUp(TorrentView torrent, List<String> parts) {
    String holdUp = HoldUp.words(torrent);
    if (!holdUp.isEmpty()) {
      parts.add(holdUp);
    }
  }

  @Override
  public void completed(StartedTorrent torrent, Duration took) {
    say(torrent.name() + ": complete and verified after " + Amounts.time(took));
  }

  @Override
  public void failed(StartedTorrent torrent, String problem) {
    ErrorLine.print(errors, torrent.name() + ": " + problem);
  }

  @Override
  public void noted(String sentence) {
    say(sentence);
  }

  @Override
  public void interrupted() {
    say("stopping; the same command goes on from here");
  }

  @Override
  public void close() {
    out.flush();
  }

  private void say(String line) {
    out.println(PlainText.of(line));
    out.flush();
  }
}
