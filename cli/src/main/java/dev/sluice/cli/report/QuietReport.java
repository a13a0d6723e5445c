package dev.sluice.cli.report;

import dev.sluice.api.TorrentEvent;
import dev.sluice.api.TorrentView;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/** Tells failures only. */
public final class QuietReport implements Report {
  private final PrintStream errors;

  /** Prints failures to {@code errors}. */
  public QuietReport(PrintStream errors) {
    this.errors = errors;
  }

  @Override
  public void fetching(StartedTorrent torrent) {}

  @Override
  public void started(StartedTorrent torrent) {}

  @Override
  public void happened(StartedTorrent torrent, TorrentEvent event) {}

  @Override
  public void progressed(List<TorrentView> torrents, long nowNanos) {}

  @Override
  public void completed(StartedTorrent torrent, Duration took) {}

  @Override
  public void failed(StartedTorrent torrent, String problem) {
    ErrorLine.print(errors, torrent.name() + ": " + problem);
  }

  @Override
  public void suspended(StartedTorrent torrent, String problem) {
    ErrorLine.print(errors, torrent.name() + ": suspended: " + problem);
  }

  @Override
  public void noted(String sentence) {}

  @Override
  public void interrupted() {}

  @Override
  public void close() {}
}
