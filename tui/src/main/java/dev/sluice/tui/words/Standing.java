package dev.sluice.tui.words;

import dev.sluice.api.TorrentState;
import dev.sluice.api.TorrentView;
import dev.sluice.api.TrackerView;
import dev.sluice.tui.canvas.Ink;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says in a few words what a torrent is doing and what holds it back. */
public final class Standing {
  /** A write slower than this is worth naming, in milliseconds. */
  private static final double SLOW_WRITE_MILLIS = 20;

  private Standing() {}

  /** Returns one character for the torrent's state. */
  public static String sign(TorrentView torrent) {
    return switch (torrent.state()) {
      case FETCHING_METADATA -> "?";
      case CHECKING, PREPARING -> "≡";
      case DOWNLOADING -> "↓";
      case SEEDING -> "↑";
      case PAUSED -> "‖";
      case FAILED -> "!";
      case STOPPING -> "×";
    };
  }

  /** Returns bytes a second that come; of one that has just stopped the average tells nothing. */
  public static long down(TorrentView torrent) {
    return torrent.state() == TorrentState.DOWNLOADING ? torrent.downBytesPerSecond() : 0;
  }

  /** Returns bytes a second that go; of one that has just stopped the average tells nothing. */
  public static long up(TorrentView torrent) {
    boolean goes =
        torrent.state() == TorrentState.DOWNLOADING || torrent.state() == TorrentState.SEEDING;
    return goes ? torrent.upBytesPerSecond() : 0;
  }

  /** Returns the time left; empty when nothing comes. */
  public static Optional<Duration> timeLeft(TorrentView torrent) {
    return torrent.state() == TorrentState.DOWNLOADING ? torrent.timeLeft() : Optional.empty();
  }

  /** Returns how the state is to look. */
  public static Ink ink(TorrentView torrent) {
    return switch (torrent.state()) {
      case DOWNLOADING -> down(torrent) > 0 ? Ink.BUSY : Ink.ODD;
      case CHECKING, PREPARING, FETCHING_METADATA -> Ink.BUSY;
      case SEEDING -> Ink.GOOD;
      case PAUSED, STOPPING -> Ink.FAINT;
      case FAILED -> Ink.BAD;
    };
  }

  /** Returns the name of a state. */
  public static String name(TorrentState state) {
    return switch (state) {
      case FETCHING_METADATA -> "fetching metadata";
      case CHECKING -> "checking";
      case PREPARING -> "making room";
      case DOWNLOADING -> "downloading";
      case SEEDING -> "seeding";
      case PAUSED -> "paused";
      case FAILED -> "failed";
      case STOPPING -> "stopping";
    };
  }

  /** Returns what it is doing or, if something does, what holds it back: the short words first. */
  public static String words(TorrentView torrent) {
    return switch (torrent.state()) {
      case FETCHING_METADATA -> fetching(torrent);
      case CHECKING, PREPARING ->
          name(torrent.state()) + " " + Amounts.percent(torrent.checkedFraction());
      case DOWNLOADING -> downloading(torrent);
      case SEEDING -> seeding(torrent);
      case FAILED -> torrent.problem().orElse("failed");
      case PAUSED, STOPPING -> name(torrent.state());
    };
  }

  /** Returns a sentence about what keeps it from being faster. */
  public static String reason(TorrentView torrent) {
    return switch (torrent.state()) {
      case FETCHING_METADATA, CHECKING, PREPARING, PAUSED, STOPPING, FAILED -> words(torrent);
      case DOWNLOADING, SEEDING ->
          switch (torrent.backpressure().heldBackBy()) {
            case NOTHING -> "nothing: bytes go as fast as the peers can";
            case NO_NETWORK -> "this machine has no network";
            case NO_PEERS -> noPeers(torrent);
            case CHOKED -> "all peers with something for us choke us";
            case SNUBBED -> "peers let us ask, and send nothing";
            case NOTHING_TO_REQUEST -> "no peer has what is missing";
            case DISK -> "the disk takes blocks more slowly than they come";
            case REQUEST_WINDOW -> "peers are far away and take few requests at a time";
            case DOWNLOAD_LIMIT -> "your limit on downloading";
            case UPLOAD_LIMIT -> "your limit on uploading";
          };
    };
  }

  private static String fetching(TorrentView torrent) {
    if (torrent.metadata().isPresent()) {
      return String.format(
          Locale.ROOT,
          "metadata %d/%d",
          torrent.metadata().get().receivedPieces(),
          torrent.metadata().get().pieceCount());
    }
    return torrent.peers().isEmpty() ? noPeers(torrent) : "metadata: asking";
  }

  private static String downloading(TorrentView torrent) {
    return switch (torrent.backpressure().heldBackBy()) {
      case NOTHING -> down(torrent) > 0 ? "downloading" : "starting";
      case NO_NETWORK -> "no network";
      case NO_PEERS -> noPeers(torrent);
      case CHOKED -> "choked by all " + torrent.peers().size();
      case SNUBBED -> "peers send nothing";
      case NOTHING_TO_REQUEST -> "peers lack it too";
      case DISK -> disk(torrent.backpressure().averageWriteMillis());
      case REQUEST_WINDOW -> "far-away peers";
      case DOWNLOAD_LIMIT -> "download limit";
      case UPLOAD_LIMIT -> "upload limit";
    };
  }

  private static String disk(double writeMillis) {
    return writeMillis < SLOW_WRITE_MILLIS
        ? "slow disk"
        : String.format(Locale.ROOT, "slow disk: %.0f ms", writeMillis);
  }

  private static String seeding(TorrentView torrent) {
    return switch (torrent.backpressure().heldBackBy()) {
      case UPLOAD_LIMIT -> "upload limit";
      case DISK -> disk(torrent.backpressure().averageWriteMillis());
      case NO_NETWORK -> "no network";
      case NOTHING, NO_PEERS, CHOKED, SNUBBED, NOTHING_TO_REQUEST, REQUEST_WINDOW, DOWNLOAD_LIMIT ->
          "seeding";
    };
  }

  private static String noPeers(TorrentView torrent) {
    if (torrent.knownPeers() > 0) {
      return "trying " + Amounts.count(torrent.knownPeers(), "peer");
    }
    List<TrackerView> trackers = torrent.trackers();
    boolean isAnswered = trackers.stream().anyMatch(TrackerView::working);
    return isAnswered || trackers.isEmpty() ? "no peers" : "trackers fail";
  }
}
