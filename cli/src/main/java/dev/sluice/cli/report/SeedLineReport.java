package dev.sluice.cli.report;

import dev.sluice.api.TorrentEvent;
import dev.sluice.api.TorrentView;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/**
 * Tells of seeding in plain lines: one when a torrent can be had, and one a minute about all of
 * them while somebody takes something.
 */
public final class SeedLineReport implements Report {
  /** Time between two lines about all torrents; a seeder may run for months. */
  private static final long INTERVAL_NANOS = Duration.ofMinutes(1).toNanos();

  private final PrintStream out;
  private final PrintStream errors;
  private final long startNanos;
  private long intervals;
  private long toldBytes = -1;

  /** Prints to {@code out}, failures to {@code errors}; time counts from {@code nowNanos}. */
  public SeedLineReport(PrintStream out, PrintStream errors, long nowNanos) {
    this.out = out;
    this.errors = errors;
    this.startNanos = nowNanos;
  }

  @Override
  public void fetching(StartedTorrent torrent) {}

  @Override
  public void started(StartedTorrent torrent) {}

  @Override
  public void happened(StartedTorrent torrent, TorrentEvent event) {
    switch (event) {
      case TorrentEvent.TrackerTrouble(_, String url, String problem) ->
          say(torrent.name() + ": tracker " + url + ": " + problem);
      case TorrentEvent.MetadataReceived _,
          TorrentEvent.StateChanged _,
          TorrentEvent.PieceCompleted _,
          TorrentEvent.PieceRejected _,
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
    SeedTotals totals = SeedTotals.of(torrents);
    if (totals.uploadedBytes() != toldBytes) {
      toldBytes = totals.uploadedBytes();
      say(line(totals));
    }
  }

  private static String line(SeedTotals totals) {
    return String.join(
        ", ",
        totals.words(),
        "up " + Amounts.rate(totals.upBytesPerSecond()),
        Amounts.count(totals.peers(), "peer"),
        "sent " + Amounts.bytes(totals.uploadedBytes()));
  }

  @Override
  public void completed(StartedTorrent torrent, Duration took) {
    say(
        torrent.name()
            + ": seeding "
            + Amounts.bytes(torrent.wantedBytes())
            + " from "
            + torrent.target());
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
    say("stopping");
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
