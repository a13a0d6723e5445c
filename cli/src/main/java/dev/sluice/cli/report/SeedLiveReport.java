package dev.sluice.cli.report;

import dev.sluice.api.TorrentEvent;
import dev.sluice.api.TorrentView;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Tells a person at a terminal how seeding goes: a table drawn in place, and notes above it. */
public final class SeedLiveReport implements Report {
  private final PrintStream out;
  private final PrintStream errors;
  private final Look look;
  private final Supplier<TerminalSize> terminal;
  private final LiveArea area;
  private List<TorrentView> latest = List.of();

  /** Draws to {@code out}, asking {@code terminal} for its size before every frame. */
  public SeedLiveReport(
      PrintStream out, PrintStream errors, Look look, Supplier<TerminalSize> terminal) {
    this.out = out;
    this.errors = errors;
    this.look = look;
    this.terminal = terminal;
    this.area = new LiveArea(out);
  }

  @Override
  public void fetching(StartedTorrent torrent) {}

  @Override
  public void started(StartedTorrent torrent) {}

  @Override
  public void happened(StartedTorrent torrent, TorrentEvent event) {
    switch (event) {
      case TorrentEvent.TrackerTrouble(_, String url, String problem) ->
          noted(torrent.name() + ": tracker " + url + ": " + problem);
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
    latest = torrents;
    draw();
  }

  @Override
  public void completed(StartedTorrent torrent, Duration took) {}

  @Override
  public void failed(StartedTorrent torrent, String problem) {
    area.erase(terminal.get());
    ErrorLine.print(errors, torrent.name() + ": " + problem);
    draw();
  }

  @Override
  public void noted(String sentence) {
    area.erase(terminal.get());
    out.println(PlainText.of(sentence));
    draw();
  }

  @Override
  public void interrupted() {
    draw();
    area.leave();
    out.println("stopping");
  }

  private void draw() {
    TerminalSize size = terminal.get();
    area.draw(new SeedFrame(look, size).lines(latest), size);
  }

  @Override
  public void close() {
    draw();
    area.leave();
  }
}
