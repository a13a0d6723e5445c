package dev.sluice.swarm;

import dev.sluice.api.BackpressureMetrics;
import dev.sluice.api.HeldBackBy;
import dev.sluice.api.MetadataProgress;
import dev.sluice.api.PeerView;
import dev.sluice.api.RateLimits;
import dev.sluice.api.TorrentState;
import dev.sluice.api.TorrentView;
import dev.sluice.api.TrackerView;
import dev.sluice.swarm.discovery.Announcing;
import dev.sluice.transport.lan.NetworkState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says, for people, how a torrent stands of which only a magnet link is known.
 *
 * <p>Owned by the torrent actor.
 */
final class MagnetReport {
  private final MagnetPlan plan;

  MagnetReport(MagnetPlan plan) {
    this.plan = plan;
  }

  /** Returns what can be said before the torrent's actor runs. */
  static TorrentView beforeStart(MagnetPlan plan) {
    return new MagnetReport(plan)
        .view(
            new MagnetPhase.LookingUp(),
            List.of(),
            List.of(),
            NetworkState.STEADY,
            RateLimits.NONE);
  }

  /** Returns the state of the torrent at this moment. */
  TorrentView view(MagnetPhase phase, Announcing announcing, TorrentWorld world, long nowNanos) {
    List<PeerView> peers = new ArrayList<>();
    if (phase instanceof FetchingMetadata fetching) {
      fetching.peers().forEach(peer -> peers.add(TorrentReport.view(peer, nowNanos)));
    }
    return view(
        phase,
        peers,
        TorrentReport.trackers(announcing, nowNanos),
        world.network().get(),
        TorrentReport.limits(world.rates()));
  }

  private TorrentView view(
      MagnetPhase phase,
      List<PeerView> peers,
      List<TrackerView> trackers,
      NetworkState network,
      RateLimits limits) {
    Optional<MetadataProgress> progress =
        phase instanceof FetchingMetadata fetching ? fetching.progress() : Optional.empty();
    HeldBackBy reason =
        peers.isEmpty() && phase.state() == TorrentState.FETCHING_METADATA
            ? HoldUps.whileAlone(network)
            : HeldBackBy.NOTHING;
    return new TorrentView(
        plan.infoHash(),
        plan.name(),
        phase.state(),
        phase instanceof MagnetPhase.Resting resting ? resting.problem() : Optional.empty(),
        progress,
        0,
        0,
        1,
        0,
        0,
        0,
        0,
        0,
        peers,
        phase instanceof FetchingMetadata fetching ? fetching.candidateCount() : 0,
        trackers,
        limits,
        new BackpressureMetrics(0, 0, 0, 0, 0, reason));
  }
}
