package dev.sluice.swarm;

import dev.sluice.actor.Actor;
import dev.sluice.actor.Mailbox;
import dev.sluice.actor.Timers;
import dev.sluice.api.NotWantedException;
import dev.sluice.api.PeerSource;
import dev.sluice.api.TorrentEvent;
import dev.sluice.api.TorrentState;
import dev.sluice.dht.DhtEvent;
import dev.sluice.dht.krpc.PeerRole;
import dev.sluice.metainfo.Info;
import dev.sluice.metainfo.Metainfo;
import dev.sluice.metainfo.MetainfoException;
import dev.sluice.metainfo.MetainfoParser;
import dev.sluice.model.InfoHash;
import dev.sluice.swarm.discovery.Announcer;
import dev.sluice.swarm.discovery.Announcing;
import dev.sluice.swarm.discovery.DistributedTable;
import dev.sluice.swarm.discovery.TableSearches;
import dev.sluice.swarm.peer.IncomingPeer;
import dev.sluice.swarm.peer.PeerEvent;
import dev.sluice.wire.extension.UtMetadata;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The owner of everything mutable about a torrent of which only a magnet link is known. Its work is
 * done when it has made the {@link TorrentActor}.
 *
 * <pre>
 *      LookingUp -> FetchingMetadata -> TorrentActor
 *          ^          |      |
 *          | resume   | pause, the metadata is of no use
 *          |          v
 *          +------ Resting        any of them -> Leaving -> gone
 * </pre>
 *
 * <p>Metadata that is kept on disk leads from LookingUp to the end at once.
 */
final class MagnetActor implements Actor<TorrentMessage> {
  private static final Logger LOG = LoggerFactory.getLogger(MagnetActor.class);

  /** How often time-outs are looked for and the view is renewed. */
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  /** How long trackers may take to hear our goodbye. */
  private static final long GOODBYE_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);

  /**
   * Bytes that we tell trackers are left when we do not know it: more than nothing, or we would
   * count as a seed. Copied practice: libtorrent says the same.
   */
  private static final long UNKNOWN_LEFT_BYTES = UtMetadata.PIECE_BYTES;

  private final MagnetPlan plan;
  private final TorrentWorld world;
  private final Mailbox<TorrentMessage> self;
  private final Timers<TorrentMessage> timers;
  private final Showcase showcase;
  private final Consumer<Actor<TorrentMessage>> successor;
  private final Announcing announcing;
  private final TableSearches searches;
  private final PeerKeys keys = new PeerKeys();
  private final MagnetReport report;
  private final Herald herald;
  private final Upheavals upheavals;
  private boolean hasAnnounced;
  private Timers.Timer nextTick;
  private MagnetPhase phase = new MagnetPhase.LookingUp();

  /** Begins. Who comes after it, with the same mailbox, is given to {@code successor}. */
  MagnetActor(
      MagnetPlan plan,
      TorrentWorld world,
      Mailbox<TorrentMessage> self,
      Timers<TorrentMessage> timers,
      Showcase showcase,
      Consumer<Actor<TorrentMessage>> successor) {
    this.plan = plan;
    this.world = world;
    this.self = self;
    this.timers = timers;
    this.showcase = showcase;
    this.successor = successor;
    this.announcing = Past.announcing(plan.infoHash(), plan.trackers(), plan.port(), world, self);
    this.searches = Past.searches(plan.infoHash(), plan.port(), world.table(), self);
    this.report = new MagnetReport(plan);
    this.herald = new Herald(showcase, world.events());
    this.upheavals = new Upheavals(world.network());
    this.nextTick = timers.after(TICK_NANOS, new TorrentMessage.Tick());
    lookUp();
  }

  private void lookUp() {
    phase = new MagnetPhase.LookingUp();
    world.disk().shelf().find(infoHash(), self.adapt(TorrentMessage.MetadataLookedUp::new));
  }

  @Override
  public void receive(TorrentMessage message) {
    switch (message) {
      case TorrentMessage.FromPeer(var event) -> onPeer(event);
      case TorrentMessage.FromStorage fromStorage -> {}
      case TorrentMessage.TrackerAnswered(var answer) -> onTrackerAnswered(answer);
      case TorrentMessage.MetadataLookedUp(var info) -> onLookedUp(info);
      case TorrentMessage.TableAnswered(var event) -> onTableAnswered(event);
      case TorrentMessage.PeersFound found -> onPeersFound(found);
      case TorrentMessage.PeerArrived(var peer) -> onPeerArrived(peer);
      case TorrentMessage.FromReader reader -> reader.decline();
      case TorrentMessage.Hurry() -> {}
      case TorrentMessage.Prioritise unknown -> {}
      case TorrentMessage.Pause() -> onPause();
      case TorrentMessage.Resume() -> onResume();
      case TorrentMessage.Verify() -> {} // there is nothing yet, and it will be looked at anyway
      case TorrentMessage.LiftBan liftBan -> {} // whoever lies about the metadata lies always
      case TorrentMessage.LookedAt lookedAt -> {} // there is nothing to be seen yet
      case TorrentMessage.Stop() -> onStop();
      case TorrentMessage.Discard() -> onStop();
      case TorrentMessage.Tick() -> onTick();
      case TorrentMessage.GiveUpGoodbye() -> leave();
    }
  }

  @Override
  public void onDrained() {
    if (phase instanceof FetchingMetadata fetching) {
      fetching.drained(now());
    }
  }

  /** Lets go of everything when a bug has ended the torrent before its time. */
  @Override
  public void onStopped() {
    if (!(phase instanceof MagnetPhase.Leaving)) {
      rest(TorrentState.FAILED, Optional.of("a bug in Sluice; the log tells more"));
    }
  }

  @Override
  public void onUndelivered(TorrentMessage message) {
    message.decline();
  }

  private void onLookedUp(Optional<byte[]> info) {
    if (!(phase instanceof MagnetPhase.LookingUp)) {
      return;
    }
    if (info.isPresent()) {
      become(info.get(), new EarlyPeers());
    } else {
      fetch();
    }
  }

  private void fetch() {
    FetchingMetadata fetching =
        new FetchingMetadata(plan, world, self.adapt(TorrentMessage.FromPeer::new), keys);
    phase = fetching;
    hasAnnounced = true;
    announcing.begin(now());
    searches.begin(now());
    meetNeighbours();
    tick(fetching);
    publish();
  }

  private void meetNeighbours() {
    if (plan.sources(world.sources()).allow(PeerSource.LSD)) {
      world.neighbourhood().enter(infoHash(), self.adapt(TorrentMessage.PeersFound::ofNeighbour));
    }
  }

  private void onPeer(PeerEvent event) {
    if (phase instanceof FetchingMetadata fetching) {
      Optional<byte[]> info = fetching.onPeer(event, now());
      if (info.isPresent()) {
        world.disk().shelf().keep(infoHash(), info.get());
        become(info.get(), fetching.release());
      }
    } else {
      event.decline();
    }
  }

  private void onPeerArrived(IncomingPeer peer) {
    if (phase instanceof FetchingMetadata fetching) {
      fetching.onArrived(peer, now());
    } else {
      peer.refuse();
    }
  }

  /** While the disk is asked nobody is called yet; that does not take long. */
  private void onPeersFound(TorrentMessage.PeersFound found) {
    if (phase instanceof FetchingMetadata fetching) {
      fetching.onFound(found.addresses(), found.source());
    } else if (phase instanceof MagnetPhase.LookingUp) {
      timers.after(TICK_NANOS, found);
    }
  }

  private void onTableAnswered(DhtEvent event) {
    var addresses = searches.onEvent(event, now());
    if (phase instanceof FetchingMetadata fetching) {
      fetching.onFound(addresses, PeerSource.DHT);
    }
  }

  private void onTrackerAnswered(Announcer.Answer answer) {
    var addresses = announcing.onAnswer(answer, now());
    if (phase instanceof FetchingMetadata fetching) {
      fetching.onFound(addresses, PeerSource.TRACKER);
    }
    String trouble = answer.reply().message();
    if (!trouble.isEmpty()) {
      String url = answer.tracker().toASCIIString();
      herald.tell(new TorrentEvent.TrackerTrouble(infoHash(), url, trouble));
    }
    if (announcing.hasLeft()) {
      leave();
    }
  }

  /** The info dictionary is here, and is the right one. */
  private void become(byte[] bytes, EarlyPeers peers) {
    try {
      Info info = MetainfoParser.parseInfo(bytes);
      Metainfo metainfo = plan.metainfo(info);
      showcase.metainfo().set(Optional.of(metainfo));
      herald.tell(new TorrentEvent.MetadataReceived(infoHash(), metainfo));
      if (plan.isMetadataOnly()) {
        rest(TorrentState.PAUSED, Optional.empty());
      } else {
        succeed(plan.torrent(metainfo), peers);
      }
    } catch (MetainfoException e) {
      LOG.debug("The metadata of {} is of no use: {}", infoHash(), e.getMessage());
      rest(TorrentState.FAILED, Optional.of(String.valueOf(e.getMessage())));
    } catch (NotWantedException e) {
      rest(TorrentState.FAILED, Optional.of(e.getMessage()));
    }
  }

  /** Only now it is known whether the torrent is private, and from where its peers may come. */
  private void succeed(TorrentPlan torrent, EarlyPeers peers) {
    peers.keepOnly(torrent.sources(world.sources())::allow);
    nextTick.cancel();
    world.neighbourhood().leave(infoHash());
    Past past = new Past(peers, announcing, searchesOf(torrent), keys);
    successor.accept(new TorrentActor(torrent, world, self, timers, showcase, past));
  }

  /** What is under way goes on, unless nobody is to hear of the torrent any more. */
  private TableSearches searchesOf(TorrentPlan torrent) {
    DistributedTable table = torrent.table(world.table());
    if (table.equals(world.table())) {
      return searches;
    }
    searches.end();
    return Past.searches(infoHash(), plan.port(), table, self);
  }

  private void rest(TorrentState state, Optional<String> problem) {
    endFetching();
    sayGoodbye();
    phase = new MagnetPhase.Resting(state, problem);
    publish();
    problem.ifPresent(words -> herald.tell(new TorrentEvent.Failed(infoHash(), words)));
  }

  private void onPause() {
    if (phase instanceof FetchingMetadata || phase instanceof MagnetPhase.LookingUp) {
      rest(TorrentState.PAUSED, Optional.empty());
    }
  }

  private void onResume() {
    if (phase instanceof MagnetPhase.Resting) {
      lookUp();
      publish();
    }
  }

  private void onStop() {
    if (phase instanceof MagnetPhase.Leaving) {
      return;
    }
    endFetching();
    sayGoodbye();
    phase = new MagnetPhase.Leaving();
    publish();
    if (!hasAnnounced || announcing.hasLeft()) {
      leave();
    } else {
      timers.after(GOODBYE_NANOS, new TorrentMessage.GiveUpGoodbye());
    }
  }

  private void endFetching() {
    if (phase instanceof FetchingMetadata fetching) {
      fetching.end();
      world.neighbourhood().leave(infoHash());
    }
  }

  private void sayGoodbye() {
    searches.end();
    if (hasAnnounced) {
      announcing.leave(progress(), now());
    }
  }

  private void leave() {
    if (phase instanceof MagnetPhase.Leaving) {
      herald.tell(new TorrentEvent.Removed(infoHash()));
      self.stop();
    }
  }

  private void onTick() {
    nextTick = timers.after(TICK_NANOS, new TorrentMessage.Tick());
    if (phase instanceof FetchingMetadata fetching) {
      tick(fetching);
    }
    publish();
  }

  private void tick(FetchingMetadata fetching) {
    long nowNanos = now();
    if (upheavals.wasAnother()) {
      fetching.onUpheaval();
      announcing.onUpheaval(nowNanos);
      searches.onUpheaval(nowNanos);
    }
    fetching.tick(nowNanos);
    announcing.tick(progress(), nowNanos);
    searches.tick(PeerRole.PEER, nowNanos);
  }

  private static Announcing.Progress progress() {
    return new Announcing.Progress(0, 0, UNKNOWN_LEFT_BYTES, false);
  }

  private void publish() {
    herald.publish(report.view(phase, announcing, world, now()));
  }

  private InfoHash infoHash() {
    return plan.infoHash();
  }

  private long now() {
    return world.actors().clock().nanoTime();
  }
}
