package dev.sluice.cli.report;

import dev.sluice.api.BackpressureMetrics;
import dev.sluice.api.HeldBackBy;
import dev.sluice.api.TorrentEvent;
import dev.sluice.api.TorrentState;
import dev.sluice.api.TorrentView;
import dev.sluice.api.TrackerView;
import dev.sluice.model.InfoHash;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Tells programs: one JSON object per line, in UTF-8 whatever the locale. {@code docs/json.md}
 * promises the fields.
 */
public final class JsonReport implements Report {
  /** Time between two progress lines of one torrent. */
  private static final long INTERVAL_NANOS = Duration.ofSeconds(1).toNanos();

  private final PrintStream out;
  private final PrintStream errors;
  private final long startNanos;
  private final Map<InfoHash, String> seeding = new HashMap<>();
  private final Map<InfoHash, String> trackers = new HashMap<>();
  private long intervals = -1;

  /** Prints to {@code out}, failures to {@code errors} too; time counts from {@code nowNanos}. */
  public JsonReport(PrintStream out, PrintStream errors, long nowNanos) {
    this.out = out;
    this.errors = errors;
    this.startNanos = nowNanos;
  }

  private static Json event(String event) {
    return Json.object().put("event", event);
  }

  private static Json event(String event, StartedTorrent torrent) {
    return event(event).put("torrent", torrent.infoHash().toHex()).put("name", torrent.name());
  }

  @Override
  public void fetching(StartedTorrent torrent) {
    print(event("fetching", torrent).put("path", torrent.target().toString()));
  }

  @Override
  public void started(StartedTorrent torrent) {
    print(
        event("started", torrent)
            .put("total_bytes", torrent.wantedBytes())
            .put("path", torrent.target().toString()));
  }

  @Override
  public void happened(StartedTorrent torrent, TorrentEvent event) {
    switch (event) {
      case TorrentEvent.StateChanged changed ->
          print(event("state", torrent).put("state", lowerCase(changed.state())));
      case TorrentEvent.PieceCompleted piece ->
          print(event("piece", torrent).put("piece", piece.pieceIndex()));
      case TorrentEvent.PieceRejected piece ->
          print(event("piece_rejected", torrent).put("piece", piece.pieceIndex()));
      case TorrentEvent.TrackerTrouble(_, String url, String problem) ->
          print(event("tracker", torrent).put("url", url).put("problem", problem));
      case TorrentEvent.MetadataReceived _,
          TorrentEvent.Completed _,
          TorrentEvent.Failed _,
          TorrentEvent.Removed _ -> {}
    }
  }

  @Override
  public void progressed(List<TorrentView> torrents, long nowNanos) {
    long passed = (nowNanos - startNanos) / INTERVAL_NANOS;
    if (passed != intervals) {
      intervals = passed;
      torrents.forEach(this::progressed);
    }
  }

  /** A thousand idle seeds are no news every second. */
  private void progressed(TorrentView torrent) {
    tellTrackers(torrent);
    String line = progress(torrent).line();
    boolean isOldNews = line.equals(seeding.get(torrent.infoHash()));
    if (torrent.state() == TorrentState.SEEDING) {
      seeding.put(torrent.infoHash(), line);
    }
    if (!isOldNews) {
      print(line);
    }
  }

  /** Tells how the trackers stand when that has changed; that time passes is no change. */
  private void tellTrackers(TorrentView torrent) {
    String news =
        torrent.trackers().stream()
            .map(each -> each.url() + each.status().replaceAll("\\d+ (s|min)", ""))
            .collect(Collectors.joining("\n"));
    if (!news.equals(trackers.put(torrent.infoHash(), news)) && !news.isEmpty()) {
      print(trackers(torrent));
    }
  }

  private static Json trackers(TorrentView torrent) {
    Json json =
        event("trackers")
            .put("torrent", torrent.infoHash().toHex())
            .put("name", PlainText.of(torrent.name()))
            .beginList("trackers");
    for (TrackerView tracker : torrent.trackers()) {
      json.beginObject()
          .put("url", tracker.url())
          .put("tier", tracker.tier())
          .put("status", tracker.status())
          .put("working", tracker.working())
          .put("seeders", tracker.seeders())
          .put("leechers", tracker.leechers())
          .endObject();
    }
    return json.endList();
  }

  private static Json progress(TorrentView torrent) {
    Json json =
        event("progress")
            .put("torrent", torrent.infoHash().toHex())
            .put("name", PlainText.of(torrent.name()))
            .put("state", torrent.isSuspended() ? "suspended" : lowerCase(torrent.state()))
            .put("done_bytes", torrent.doneBytes())
            .put("total_bytes", torrent.wantedBytes())
            .put("checked", torrent.checkedFraction())
            .put("down_rate", torrent.downBytesPerSecond())
            .put("up_rate", torrent.upBytesPerSecond())
            .put("downloaded_bytes", torrent.downloadedBytes())
            .put("uploaded_bytes", torrent.uploadedBytes())
            .put("wasted_bytes", torrent.wastedBytes())
            .put("peers", torrent.peers().size())
            .put("peer_sources", sources(torrent))
            .put("peer_carriers", carriers(torrent))
            .put("known_peers", torrent.knownPeers());
    torrent
        .metadata()
        .ifPresent(metadata ->
            json.put("metadata_received", metadata.receivedPieces())
                .put("metadata_pieces", metadata.pieceCount()));
    torrent.timeLeft().ifPresent(left -> json.put("seconds_left", left.toSeconds()));
    BackpressureMetrics pressure = torrent.backpressure();
    if (torrent.state() == TorrentState.DOWNLOADING) {
      json.put("pieces_in_flight", pressure.piecesInFlight())
          .put("requested_blocks", pressure.requestedBlocks())
          .put("queued_blocks", pressure.queuedBlocks())
          .put("write_ms", pressure.averageWriteMillis());
    }
    HeldBackBy reason = pressure.heldBackBy();
    return reason == HeldBackBy.NOTHING ? json : json.put("held_back_by", lowerCase(reason));
  }

  private static Map<String, Integer> sources(TorrentView torrent) {
    Map<String, Integer> counts = new TreeMap<>();
    torrent.peersBySource().forEach((source, count) -> counts.put(Origins.key(source), count));
    return counts;
  }

  private static Map<String, Integer> carriers(TorrentView torrent) {
    Map<String, Integer> counts = new TreeMap<>();
    torrent.peers().forEach(peer -> counts.merge(lowerCase(peer.carrier()), 1, Integer::sum));
    return counts;
  }

  private static String lowerCase(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void completed(StartedTorrent torrent, Duration took) {
    print(
        event("complete", torrent)
            .put("total_bytes", torrent.wantedBytes())
            .put("path", torrent.target().toString())
            .put("seconds", took.toMillis() / 1000.0));
  }

  @Override
  public void failed(StartedTorrent torrent, String problem) {
    print(event("error", torrent).put("problem", problem));
    ErrorLine.print(errors, torrent.name() + ": " + problem);
  }

  @Override
  public void suspended(StartedTorrent torrent, String problem) {
    print(event("suspended", torrent).put("problem", problem));
  }

  @Override
  public void noted(String sentence) {
    print(event("note").put("text", sentence));
  }

  @Override
  public void interrupted() {
    print(event("interrupted"));
  }

  @Override
  public void close() {
    out.flush();
  }

  private void print(Json json) {
    print(json.line());
  }

  private void print(String line) {
    out.writeBytes((line + "\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
