package dev.sluice.cli.report;

import dev.sluice.api.HeldBackBy;
import dev.sluice.api.TorrentView;
import dev.sluice.api.TrackerView;
import java.util.List;
import java.util.Locale;

/** Says in words what keeps a torrent from being faster, so that a person knows what to do. */
final class HoldUp {
  /** A write slower than this is worth naming, in milliseconds. */
  private static final double SLOW_WRITE_MILLIS = 20;

  private static final String NO_NETWORK =
      "no network: this computer has no address; check the cable, Wi-Fi or VPN";

  private HoldUp() {}

  /** Returns the words, or an empty text when bytes come as fast as they can. */
  static String words(TorrentView torrent) {
    return switch (torrent.state()) {
      case FETCHING_METADATA -> torrent.peers().isEmpty() ? noPeers(torrent) : "";
      case CHECKING -> "checking what is on disk";
      case PREPARING -> "making room: this disk keeps no holes";
      case PAUSED -> "paused";
      case FAILED -> torrent.problem().orElse("failed");
      case STOPPING -> "stopping";
      case SEEDING -> whileSeeding(torrent);
      case DOWNLOADING -> whileDownloading(torrent);
    };
  }

  private static String whileSeeding(TorrentView torrent) {
    return switch (torrent.backpressure().heldBackBy()) {
      case UPLOAD_LIMIT -> "held by your upload limit";
      case NO_NETWORK -> NO_NETWORK;
      default -> "";
    };
  }

  private static String whileDownloading(TorrentView torrent) {
    int peers = torrent.peers().size();
    return switch (torrent.backpressure().heldBackBy()) {
      case NOTHING -> "";
      case NO_NETWORK -> NO_NETWORK;
      case NO_PEERS -> noPeers(torrent);
      case CHOKED -> peers == 1 ? "the peer chokes us" : "all " + peers + " peers choke us";
      case NOTHING_TO_REQUEST ->
          peers == 1 ? "the peer has nothing we lack" : "the peers have nothing we lack";
      case DISK -> waitingForDisk(torrent.backpressure().averageWriteMillis());
      case SNUBBED -> peers == 1 ? "the peer sends nothing" : "the peers send nothing";
      case REQUEST_WINDOW -> "waiting for answers: the peers take few requests at a time";
      case DOWNLOAD_LIMIT -> "held by your download limit";
      case UPLOAD_LIMIT -> "held by your upload limit";
    };
  }

  private static String waitingForDisk(double writeMillis) {
    return writeMillis < SLOW_WRITE_MILLIS
        ? "waiting for disk"
        : String.format(Locale.ROOT, "waiting for disk (%.0f ms a write)", writeMillis);
  }

  private static String noPeers(TorrentView torrent) {
    if (torrent.backpressure().heldBackBy() == HeldBackBy.NO_NETWORK) {
      return NO_NETWORK;
    }
    if (torrent.knownPeers() > 0) {
      return "no peers yet: trying " + Amounts.count(torrent.knownPeers(), "known peer");
    }
    List<TrackerView> trackers = torrent.trackers();
    if (trackers.isEmpty()) {
      return "no peers yet: no tracker to ask";
    }
    long answered = trackers.stream().filter(TrackerView::working).count();
    return answered > 0 ? answered(answered) : silent(trackers);
  }

  private static String answered(long count) {
    return "no peers yet: " + Amounts.count(count, "tracker") + " answered, 0 peers";
  }

  private static String silent(List<TrackerView> trackers) {
    return trackers.size() == 1
        ? "no peers yet: tracker " + PlainText.of(trackers.getFirst().status())
        : "no peers yet: none of " + trackers.size() + " trackers answered";
  }
}
