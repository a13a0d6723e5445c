package dev.sluice.swarm;

import dev.sluice.actor.Mailbox;
import dev.sluice.model.InfoHash;
import dev.sluice.swarm.discovery.Announcing;
import dev.sluice.swarm.discovery.DistributedTable;
import dev.sluice.swarm.discovery.TableSearches;
import dev.sluice.tracker.TrackerTiers;
import java.net.URI;
import java.util.List;

/**
 * What a torrent has behind it when it is known what it consists of: nothing, if that was known
 * from the start.
 *
 * @param peers those it is connected to
 * @param announcing how its trackers know it
 * @param searches how the distributed table knows it
 * @param keys numbers its connections, those of before included
 */
record Past(EarlyPeers peers, Announcing announcing, TableSearches searches, PeerKeys keys) {
  /** Returns the past of a torrent that begins now. */
  static Past none(TorrentPlan plan, TorrentWorld world, Mailbox<TorrentMessage> self) {
    InfoHash infoHash = plan.metainfo().infoHash();
    return new Past(
        new EarlyPeers(),
        announcing(infoHash, plan.trackers(), plan.port(), world, self),
        searches(infoHash, plan.port(), plan.table(world.table()), self),
        new PeerKeys());
  }

  /** Returns what keeps a torrent known to {@code table}. */
  static TableSearches searches(
      InfoHash infoHash, int port, DistributedTable table, Mailbox<TorrentMessage> self) {
    return new TableSearches(infoHash, port, table, self.adapt(TorrentMessage.TableAnswered::new));
  }

  /** Returns what keeps a torrent announced at {@code trackers}. */
  static Announcing announcing(
      InfoHash infoHash,
      List<List<URI>> trackers,
      int port,
      TorrentWorld world,
      Mailbox<TorrentMessage> self) {
    return new Announcing(
        new TrackerTiers(trackers, world.random()),
        world.announcer(),
        self.adapt(TorrentMessage.TrackerAnswered::new),
        new Announcing.Identity(infoHash, world.peerId(), port, world.random().nextInt()));
  }
}
