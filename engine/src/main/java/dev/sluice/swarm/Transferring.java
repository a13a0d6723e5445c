package dev.sluice.swarm;

import dev.sluice.actor.Sink;
import dev.sluice.api.HeldBackBy;
import dev.sluice.api.PeerSource;
import dev.sluice.metainfo.Info;
import dev.sluice.model.BlockPrints;
import dev.sluice.model.PeerAddress;
import dev.sluice.model.PieceSet;
import dev.sluice.storage.TorrentStorage;
import dev.sluice.swarm.choking.Choker;
import dev.sluice.swarm.choking.Role;
import dev.sluice.swarm.discovery.Candidates;
import dev.sluice.swarm.discovery.OwnAddress;
import dev.sluice.swarm.discovery.PeerSources;
import dev.sluice.swarm.metadata.MetadataUploads;
import dev.sluice.swarm.peer.BlockReader;
import dev.sluice.swarm.peer.IncomingPeer;
import dev.sluice.swarm.peer.PeerEvent;
import dev.sluice.swarm.picking.DuePieces;
import dev.sluice.swarm.picking.PiecePicker;
import dev.sluice.transport.lan.NetworkState;
import dev.sluice.wire.Handshake;
import dev.sluice.wire.MessageLimits;
import dev.sluice.wire.PeerMessage;
import dev.sluice.wire.extension.Extension;
import dev.sluice.wire.extension.ExtensionHandshake;
import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The phase in which a torrent has peers: wires the two halves, the connections and the deciders
 * together, and passes on what happens.
 *
 * <pre>
 *   candidates -> Connections -> PeerTable
 *                                   |
 *   messages  -> Conversation -> Downloads -> disk
 *                             -> Uploads   -> peers
 * </pre>
 *
 * <p>Owned by the torrent actor.
 */
final class Transferring implements Phase {
  /** A peer says something every two minutes, be it only that it lives (BEP 3); and some grace. */
  private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(150);

  /** After an upheaval a peer that is still there must show it, or its place is another's. */
  private static final long SIGN_OF_LIFE_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final PieceSet have;
  private final BlockReader reader;
  private final MessageLimits limits;
  private final PiecePicker picker;
  private final PeerTable peers = new PeerTable();
  private final PeerSources sources;
  private final Candidates candidates;
  private final OwnAddress ownAddress;
  private final PeerExchange exchange;
  private final Connections connections;
  private final Downloads downloads;
  private final SuperSeeding superSeeding;
  private final Uploads uploads;
  private final UnchokeRounds rounds;
  private final ExtensionTalk extensions;
  private final PortTalk ports;
  private final Conversation conversation;
  private final Trust trust;

  /** Whether anybody was here a moment ago. */
  private boolean hadPeers;

  private final TorrentStorage storage;
  private final HoldUps holdUps = new HoldUps();
  private final Supplier<NetworkState> network;

  /** Who took us in last. */
  private Optional<URI> tracker = Optional.empty();

  Transferring(
      TorrentPlan plan,
      TorrentWorld world,
      TorrentStorage storage,
      Sink<PeerEvent> events,
      PeerMemory memory,
      HaveSet haveSet,
      Totals totals) {
    Info info = plan.metainfo().info();
    this.have = haveSet.pieces();
    this.reader = storage::read;
    this.limits = MessageLimits.of(info.geometry());
    this.picker = haveSet.picker(world.random());
    this.sources = plan.sources(world.sources());
    this.storage = storage;
    this.network = world.network();
    this.candidates = memory.candidates();
    this.ownAddress = new OwnAddress(candidates, plan.port());
    this.exchange = new PeerExchange(sources, peers, candidates, world.dialer());
    this.trust = new Trust(memory, peers, storage);
    this.ports = new PortTalk(plan.table(world.table()));
    Handshake handshake = new Handshake(ports.reserved(), info.infoHash(), world.peerId());
    this.connections =
        new Connections(
            candidates,
            world.dialer(),
            peers,
            handshake,
            limits,
            reader,
            world.rates(),
            events,
            memory.keys(),
            plan.maxPeers());
    TorrentProbe probe = new TorrentProbe(info.infoHash(), world.probe());
    this.downloads = new Downloads(info.geometry(), picker, storage, peers, trust, totals, probe);
    this.superSeeding =
        plan.uploads().superSeeding() && have.isFull()
            ? new SuperSeeding(info.geometry(), peers, picker::availability, world.random())
            : SuperSeeding.off(info.geometry(), peers, world.random());
    this.uploads = new Uploads(info.infoHash(), info.geometry(), have, totals, superSeeding);
    this.rounds =
        new UnchokeRounds(
            new Choker(plan.uploads().uploadSlots(), world.random()),
            peers,
            uploads,
            totals,
            probe);
    this.extensions =
        new ExtensionTalk(
            plan.port(), candidates, MetadataUploads.of(info), hearers(info), this::onIntroduced);
    this.conversation =
        new Conversation(
            info.geometry().pieceCount(), downloads, uploads, rounds, extensions, ports);
  }

  private Map<Extension, ExtensionTalk.Hearer> hearers(Info info) {
    Map<Extension, ExtensionTalk.Hearer> hearers = new EnumMap<>(Extension.class);
    LostPieces lost = new LostPieces(MessageLimits.of(info.geometry()), downloads);
    hearers.put(Extension.LT_DONTHAVE, (peer, payload, nowNanos) -> lost.onMessage(peer, payload));
    hearers.putAll(exchange.hearers());
    return hearers;
  }

  /** A peer has said where it takes calls and under which address it sees us. */
  private void onIntroduced(Peer peer, ExtensionHandshake theirs) {
    if (peer.incoming && sources.allow(PeerSource.INCOMING)) {
      peer.listening.ifPresent(listening -> candidates.add(listening, PeerSource.INCOMING));
    }
    theirs.yourIp().ifPresent(seen -> ownAddress.heard(peer.address.ip(), seen));
  }

  /**
   * Takes over the peers that were met before this phase began, and what else is known of the
   * swarm: what they have said is heard now, as if it had just come.
   */
  void join(EarlyPeers early, long nowNanos) {
    early.liars().forEach(liar -> candidates.ban(liar, FetchingMetadata.WRONG_METADATA));
    early.found().forEach((address, source) -> onFound(List.of(address), source));
    for (EarlyPeer each : early.release(reader)) {
      if (candidates.accept(each.peer.address, nowNanos)) {
        join(each, nowNanos);
      } else {
        each.peer.link.close();
      }
    }
  }

  private void join(EarlyPeer early, long nowNanos) {
    Peer peer = new Peer(early.opening, have.pieceCount(), nowNanos);
    peer.metEarly = true;
    admit(peer);
    if (!superSeeding.isActive()) {
      for (int i = have.next(0); i >= 0; i = have.next(i + 1)) {
        peer.send(new PeerMessage.Have(i));
      }
    }
    introduce(peer);
    for (PeerMessage word : early.words()) {
      if (!admits(peer, word)) {
        return;
      }
      conversation.receive(peer, word, nowNanos);
    }
  }

  /** Something came of a connection. */
  @Override
  public void onPeer(PeerEvent event, long nowNanos) {
    switch (event) {
      case PeerEvent.Received received -> onReceived(received, nowNanos);
      case PeerEvent.Sent sent -> onSent(sent, nowNanos);
      case PeerEvent.Opened opened ->
          connections.onOpened(opened, nowNanos).ifPresent(opening -> welcome(opening, nowNanos));
      case PeerEvent.Closed closed -> onClosed(closed, nowNanos);
    }
  }

  private void onReceived(PeerEvent.Received received, long nowNanos) {
    Peer peer = peers.get(received.peer());
    if (peer == null || !admits(peer, received.message())) {
      received.decline();
    } else {
      conversation.receive(peer, received.message(), nowNanos);
    }
  }

  /**
   * Returns whether a message can be; if not, the peer is closed. Connections that were made early
   * know the general limits alone.
   */
  private boolean admits(Peer peer, PeerMessage message) {
    boolean isPossible = !peer.metEarly || limits.admits(message);
    if (!isPossible) {
      peer.link.close();
    }
    return isPossible;
  }

  private void onSent(PeerEvent.Sent sent, long nowNanos) {
    Peer peer = peers.get(sent.peer());
    if (peer != null) {
      uploads.onSent(peer, sent.payloadBytes(), nowNanos);
    }
  }

  /** Tells a new peer what we have and who we are. */
  private void welcome(PeerOpening opening, long nowNanos) {
    Peer peer = new Peer(opening, have.pieceCount(), nowNanos);
    admit(peer);
    tellPieces(peer);
    introduce(peer);
  }

  private void introduce(Peer peer) {
    if (peer.extended) {
      peer.send(extensions.handshake(peer, picker.isComplete() && !superSeeding.isActive()));
    }
    ports.greet(peer);
  }

  private void tellPieces(Peer peer) {
    boolean showsNone = have.isEmpty() || superSeeding.isActive();
    if (!peer.fast) {
      if (!showsNone) {
        peer.send(new PeerMessage.Bitfield(have.toBitfield()));
      }
    } else if (showsNone) {
      peer.send(PeerMessage.HAVE_NONE);
    } else if (have.isFull()) {
      peer.send(PeerMessage.HAVE_ALL);
    } else {
      peer.send(new PeerMessage.Bitfield(have.toBitfield()));
    }
  }

  private void admit(Peer peer) {
    peers.add(peer);
    trust.onMet(peer);
  }

  private void onClosed(PeerEvent.Closed closed, long nowNanos) {
    Peer peer = peers.remove(closed.peer());
    if (peer == null) {
      connections.onClosed(closed, nowNanos);
      return;
    }
    downloads.onGone(peer);
    trust.onGone(peer);
    superSeeding.onGone(peer);
    candidates.ended(peer.address, nowNanos);
  }

  /** A peer has called us. */
  @Override
  public void onArrived(IncomingPeer incoming, long nowNanos) {
    connections.onArrived(incoming, nowNanos);
  }

  /** Addresses have been found. */
  @Override
  public void onFound(List<PeerAddress> addresses, PeerSource source) {
    if (sources.allow(source)) {
      addresses.forEach(address -> candidates.add(address, source));
    }
  }

  /** BEP 27: with the tracker of a private torrent all peers change. */
  @Override
  public void onTracker(URI next) {
    boolean isAnother = tracker.isPresent() && !TrackerUrls.areOfOneHost(tracker.get(), next);
    tracker = Optional.of(next);
    if (isAnother && sources.keepTrackersApart()) {
      candidates.forgetFound();
      connections.giveUpAll();
      for (Peer peer : peers) {
        if (peer.source != PeerSource.EXPLICIT) {
          peer.part();
        }
      }
    }
  }

  /** A piece is on disk: tell those who lack it. */
  void onPieceVerified(int pieceIndex) {
    trust.onPieceVerified(pieceIndex, picker.pieceVerified(pieceIndex));
    for (Peer peer : peers) {
      if (!peer.pieces.has(pieceIndex)) {
        peer.send(new PeerMessage.Have(pieceIndex));
      }
    }
    downloads.refreshInterest();
  }

  /** A piece has a wrong hash: fetch it again, and part with whoever is to blame. */
  @Override
  public void onPieceCorrupt(int pieceIndex, BlockPrints prints) {
    downloads.onWasted(pieceIndex);
    trust.onPieceFailed(pieceIndex, picker.pieceFailed(pieceIndex), prints);
  }

  @Override
  public void onFingerprints(int pieceIndex, BlockPrints prints) {
    trust.onFingerprints(pieceIndex, prints);
  }

  /** Files are wanted otherwise than before: more of them, it may be, after all was here. */
  void onPriorities(HaveSet haveSet) {
    boolean wasComplete = picker.isComplete();
    haveSet.instruct(picker);
    downloads.refreshInterest();
    if (wasComplete && !picker.isComplete()) {
      tellWhetherComplete();
      candidates.onUpheaval(); // we parted with seeds because we wanted nothing, not for a fault
    }
  }

  /** Everything wanted is here: peers are told that we want nothing more (BEP 21). */
  void onComplete() {
    tellWhetherComplete();
    partWithTheDone();
  }

  private void tellWhetherComplete() {
    for (Peer peer : peers) {
      if (peer.extended) {
        peer.send(extensions.handshake(peer, picker.isComplete()));
      }
    }
  }

  /** Two that want nothing have nothing for each other, and keep the places of others. */
  private void partWithTheDone() {
    if (!picker.isComplete()) {
      return;
    }
    for (Peer peer : peers) {
      if (peer.uploadOnly || peer.pieces.isFull()) {
        peer.link.close();
      }
    }
  }

  @Override
  public void expect(DuePieces due, long nowNanos) {
    downloads.due().expect(due, nowNanos);
  }

  /** Messages have been handled for now: ask for more, and let others ask. */
  @Override
  public void drained(long nowNanos) {
    downloads.refill(nowNanos);
    rounds.drained(role(), nowNanos);
  }

  /** A moment has passed. */
  void tick(long nowNanos) {
    for (Peer peer : peers) {
      if (peer.link.isHeldBack()) {
        peer.lastHeardNanos = nowNanos;
      } else if (nowNanos - peer.lastHeardNanos > SILENCE_NANOS) {
        peer.link.close();
      }
    }
    partWithTheDone();
    extensions.tick(peers);
    downloads.tick(nowNanos);
    superSeeding.tick(nowNanos);
    holdUps.tick(peers, storage.metrics(), nowNanos);
    rounds.tick(role(), nowNanos);
    lookForPartition(nowNanos);
    connections.tick(nowNanos);
    exchange.tick(nowNanos);
  }

  private Role role() {
    return picker.isComplete() ? Role.SEEDING : Role.LEECHING;
  }

  /** When nobody is left, it is for a reason that they share: the network is cut somewhere. */
  private void lookForPartition(long nowNanos) {
    boolean nobody = peers.size() == 0;
    if (nobody && hadPeers && !picker.isComplete()) {
      candidates.onPeersLost(nowNanos);
    } else if (!nobody && !hadPeers) {
      candidates.onPeersFound();
    }
    hadPeers = !nobody;
  }

  /**
   * Our network was away, or has changed: connections may be dead without a word. Each is tried
   * with one, and closed unless the peer says something soon; and everybody may be called at once.
   */
  void onUpheaval(long nowNanos) {
    for (Peer peer : peers) {
      peer.send(PeerMessage.KEEP_ALIVE);
      if (nowNanos - peer.lastHeardNanos < SILENCE_NANOS - SIGN_OF_LIFE_NANOS) {
        peer.lastHeardNanos = nowNanos - (SILENCE_NANOS - SIGN_OF_LIFE_NANOS);
      }
    }
    candidates.onUpheaval();
  }

  /** Parts with everybody; who is banned or suspected stays so. */
  @Override
  public void end() {
    downloads.end();
    connections.close();
    for (Peer peer : peers) {
      peer.link.close();
      trust.onGone(peer);
    }
    candidates.endAll();
  }

  /** Returns whether something is missing, and nobody is here or on the way to give it. */
  boolean lacksPeers() {
    return !picker.isComplete() && peers.size() == 0 && !connections.areBeingMade();
  }

  @Override
  public boolean isQuiet() {
    return picker.isComplete() && peers.size() == 0;
  }

  /** Returns whether somebody is here, or nobody is needed. */
  boolean isContent() {
    return picker.isComplete() || peers.size() > 0;
  }

  /** Returns whether a peer is let ask to see what it gives in return. */
  boolean isOnTrial(Peer peer) {
    return rounds.isOnTrial(peer);
  }

  PeerTable peers() {
    return peers;
  }

  PiecePicker picker() {
    return picker;
  }

  /** Returns what keeps the torrent from being faster. */
  HeldBackBy heldBackBy(boolean complete, long nowNanos) {
    return complete
        ? holdUps.whileSeeding(peers, network.get())
        : holdUps.whileDownloading(peers, network.get(), nowNanos);
  }

  /** Returns how many addresses are known and not connected. */
  int candidateCount() {
    return candidates.size();
  }
}
