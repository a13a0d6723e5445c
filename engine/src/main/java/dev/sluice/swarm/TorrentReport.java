package dev.sluice.swarm;

import dev.sluice.api.BackpressureMetrics;
import dev.sluice.api.HeldBackBy;
import dev.sluice.api.PeerView;
import dev.sluice.api.RateLimits;
import dev.sluice.api.TorrentState;
import dev.sluice.api.TorrentView;
import dev.sluice.api.TrackerView;
import dev.sluice.storage.StorageMetrics;
import dev.sluice.storage.TorrentStorage;
import dev.sluice.swarm.discovery.Announcing;
import dev.sluice.swarm.picking.PickingLimits;
import dev.sluice.tracker.TrackerStatus;
import dev.sluice.transport.RateLimiters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Says how a torrent stands, for people.
 *
 * <p>Owned by the torrent actor.
 */
final class TorrentReport {
  private static final double NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  /** More peers than a person watches one by one; then their views are renewed less often. */
  private static final int MANY_PEERS = 100;

  /** How old the views of many peers may be. */
  private static final long MAX_AGE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final BackpressureMetrics NO_PRESSURE =
      new BackpressureMetrics(0, 0, 0, 0, 0, HeldBackBy.NOTHING);
  private static final BackpressureMetrics SUSPENDED =
      new BackpressureMetrics(0, 0, 0, 0, 0, HeldBackBy.DISK);

  private final TorrentPlan plan;
  private final HaveSet have;
  private final Totals totals;
  private final TorrentStorage storage;
  private final Announcing announcing;
  private final RateLimiters rates;

  /** Of {@link #viewedPeers}, as they were at {@link #viewedNanos}. */
  private List<PeerView> peerViews = List.of();

  private int viewedPeers;
  private long viewedNanos;

  TorrentReport(
      TorrentPlan plan,
      HaveSet have,
      Totals totals,
      TorrentStorage storage,
      Announcing announcing,
      RateLimiters rates) {
    this.plan = plan;
    this.have = have;
    this.totals = totals;
    this.storage = storage;
    this.announcing = announcing;
    this.rates = rates;
  }

  /** Returns what can be said before the torrent's actor runs. */
  static TorrentView beforeStart(TorrentPlan plan) {
    return new TorrentView(
        plan.metainfo().infoHash(),
        plan.metainfo().info().name(),
        TorrentState.CHECKING,
        Optional.empty(),
        Optional.empty(),
        plan.metainfo().info().geometry().totalBytes(),
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        List.of(),
        0,
        List.of(),
        RateLimits.NONE,
        NO_PRESSURE);
  }

  /** Returns the word for a phase. */
  static TorrentState state(Phase phase, boolean complete) {
    return switch (phase) {
      case Phase.Inspecting inspecting -> TorrentState.CHECKING;
      case Phase.Checking checking -> TorrentState.CHECKING;
      case Phase.Preparing preparing when preparing.isFilling() -> TorrentState.PREPARING;
      case Phase.Preparing preparing -> complete ? TorrentState.CHECKING : TorrentState.DOWNLOADING;
      case Phase.Resting resting -> resting.state();
      case Phase.Leaving leaving -> TorrentState.STOPPING;
      case Transferring transferring -> complete ? TorrentState.SEEDING : TorrentState.DOWNLOADING;
    };
  }

  /**
   * Returns the state of the torrent at this moment.
   *
   * @param suspended whether it rests until the disk is mended
   */
  TorrentView view(Phase phase, boolean complete, boolean suspended, long nowNanos) {
    List<PeerView> peers =
        phase instanceof Transferring transferring ? peers(transferring, nowNanos) : List.of();
    return new TorrentView(
        plan.metainfo().infoHash(),
        plan.metainfo().info().name(),
        state(phase, complete),
        phase instanceof Phase.Resting resting ? resting.problem() : Optional.empty(),
        Optional.empty(),
        have.wantedBytes(),
        have.wantedBytes() - have.bytesLeft(),
        checkedFraction(phase),
        totals.downRate.bytesPerSecond(nowNanos),
        totals.upRate.bytesPerSecond(nowNanos),
        totals.allDownloadedBytes(),
        totals.allUploadedBytes(),
        totals.wastedBytes,
        peers,
        phase instanceof Transferring transferring ? transferring.candidateCount() : 0,
        trackers(announcing, nowNanos),
        limits(rates),
        phase instanceof Transferring transferring
            ? backpressure(transferring, complete, nowNanos)
            : suspended ? SUSPENDED : NO_PRESSURE);
  }

  /** Returns what a torrent's connections may receive and send together. */
  static RateLimits limits(RateLimiters rates) {
    return new RateLimits(rates.down().bytesPerSecond(), rates.up().bytesPerSecond());
  }

  private static double checkedFraction(Phase phase) {
    return switch (phase) {
      case Phase.Inspecting inspecting -> 0;
      case Phase.Checking checking -> (double) checking.checkedBytes() / checking.totalBytes();
      case Phase.Preparing preparing when preparing.isFilling() ->
          (double) preparing.filledBytes() / preparing.totalBytes();
      default -> 1;
    };
  }

  /** Returns the views of all peers, which may be a second old if they are many. */
  private List<PeerView> peers(Transferring transferring, long nowNanos) {
    int count = transferring.peers().size();
    if (count > MANY_PEERS && count == viewedPeers && nowNanos - viewedNanos < MAX_AGE_NANOS) {
      return peerViews;
    }
    List<PeerView> views = new ArrayList<>(count);
    for (Peer peer : transferring.peers()) {
      views.add(view(peer, nowNanos));
    }
    peerViews = List.copyOf(views);
    viewedPeers = count;
    viewedNanos = nowNanos;
    return peerViews;
  }

  /** Returns how a peer stands with us. */
  static PeerView view(Peer peer, long nowNanos) {
    return new PeerView(
        peer.address,
        peer.client,
        peer.incoming,
        peer.source,
        peer.fraction(),
        peer.downRate.bytesPerSecond(nowNanos),
        peer.upRate.bytesPerSecond(nowNanos),
        peer.choking,
        peer.interested,
        peer.choked,
        peer.snub.isSnubbed(nowNanos),
        peer.link.carrier());
  }

  private BackpressureMetrics backpressure(
      Transferring transferring, boolean complete, long nowNanos) {
    StorageMetrics disk = storage.metrics();
    return new BackpressureMetrics(
        transferring.picker().piecesInFlight(),
        PickingLimits.DEFAULT.piecesInFlight(plan.metainfo().info().geometry()),
        transferring.picker().requestedBlocks(),
        disk.queuedBlocks(),
        disk.averageWriteNanos() / NANOS_PER_MILLI,
        transferring.heldBackBy(complete, nowNanos));
  }

  /** Returns each tracker's state, tier by tier. */
  static List<TrackerView> trackers(Announcing announcing, long nowNanos) {
    List<TrackerView> views = new ArrayList<>();
    for (TrackerStatus status : announcing.statuses(nowNanos)) {
      views.add(
          new TrackerView(
              status.url().toASCIIString(),
              status.tier(),
              words(status),
              status.state() == TrackerStatus.State.WORKING,
              status.seeders(),
              status.leechers()));
    }
    return views;
  }

  private static String words(TrackerStatus status) {
    String again = inWords(status.nextAnnounceInNanos());
    return switch (status.state()) {
      case UNTRIED -> "not needed so far";
      case ANNOUNCING -> "announcing";
      case WORKING -> withMessage("working, next announce in " + again, status.message());
      case FAILING -> withMessage("failing, again in " + again, status.message());
      case DISABLED -> withMessage("not asked any more", status.message());
    };
  }

  private static String withMessage(String words, String message) {
    return message.isEmpty() ? words : words + ": " + message;
  }

  private static String inWords(long nanos) {
    long seconds = TimeUnit.NANOSECONDS.toSeconds(nanos);
    return seconds < 120 ? seconds + " s" : seconds / 60 + " min";
  }
}
