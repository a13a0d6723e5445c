package dev.sluice.swarm;

import dev.sluice.actor.Sink;
import dev.sluice.api.MetadataProgress;
import dev.sluice.api.PeerSource;
import dev.sluice.model.Bep;
import dev.sluice.model.PeerAddress;
import dev.sluice.swarm.discovery.Candidates;
import dev.sluice.swarm.metadata.MetadataArrival;
import dev.sluice.swarm.metadata.MetadataFetch;
import dev.sluice.swarm.metadata.MetadataRequest;
import dev.sluice.swarm.metadata.MetadataUploads;
import dev.sluice.swarm.peer.IncomingPeer;
import dev.sluice.swarm.peer.PeerEvent;
import dev.sluice.wire.Handshake;
import dev.sluice.wire.MessageLimits;
import dev.sluice.wire.PeerMessage.Extended;
import dev.sluice.wire.WireException;
import dev.sluice.wire.extension.Extension;
import dev.sluice.wire.extension.ExtensionHandshake;
import dev.sluice.wire.extension.UtMetadata;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * The phase in which peers are asked for the metadata.
 *
 * <pre>
 *   candidates -> Connections -> PeerTable
 *                                   |
 *   messages  -> extended about metadata -> MetadataFetch -> the info dictionary
 *             -> of other peers          -> PeerExchange  -> candidates
 *             -> all others              -> EarlyPeers    -> Transferring
 * </pre>
 *
 * <p>Owned by the torrent actor.
 */
@Bep({9, 10, 11})
final class FetchingMetadata implements MagnetPhase {
  /** A peer that cannot help keeps its place so long; then somebody else may have it. A guess. */
  private static final long USELESS_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** A peer says something every two minutes, be it only that it lives (BEP 3); and some grace. */
  private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(150);

  /** Why a peer is banned that lied about the metadata. */
  static final String WRONG_METADATA = "gave wrong metadata";

  private final EarlyPeers early = new EarlyPeers();
  private final PeerTable table = new PeerTable();
  private final Candidates candidates;
  private final Connections connections;
  private final MetadataFetch fetch;
  private final PeerExchange exchange;
  private final ExtensionTalk talk;

  FetchingMetadata(MagnetPlan plan, TorrentWorld world, Sink<PeerEvent> events, PeerKeys keys) {
    this.candidates = world.candidates();
    this.connections =
        new Connections(
            candidates,
            world.dialer(),
            table,
            new Handshake(new PortTalk(world.table()).reserved(), plan.infoHash(), world.peerId()),
            MessageLimits.beforeMetadata(),
            early.blocks(),
            world.rates(),
            events,
            keys,
            plan.maxPeers());
    this.fetch = new MetadataFetch(plan.infoHash());
    this.exchange =
        new PeerExchange(plan.sources(world.sources()), table, candidates, world.dialer());
    this.talk =
        new ExtensionTalk(
            plan.port(),
            candidates,
            MetadataUploads.none(),
            exchange.hearers(),
            (peer, theirs) -> {});
    onFound(plan.peers(), PeerSource.EXPLICIT);
  }

  /** Addresses have been found. */
  void onFound(List<PeerAddress> addresses, PeerSource source) {
    addresses.forEach(address -> candidates.add(address, source));
  }

  /** A peer has called us. */
  void onArrived(IncomingPeer incoming, long nowNanos) {
    connections.onArrived(incoming, nowNanos);
  }

  /**
   * Something came of a connection.
   *
   * @return the info dictionary, when it has just become complete
   */
  Optional<byte[]> onPeer(PeerEvent event, long nowNanos) {
    switch (event) {
      case PeerEvent.Opened opened ->
          connections.onOpened(opened, nowNanos).ifPresent(opening -> welcome(opening, nowNanos));
      case PeerEvent.Received received -> {
        early.onPeer(received, nowNanos);
        return onReceived(received, nowNanos);
      }
      case PeerEvent.Sent sent -> {}
      case PeerEvent.Closed closed -> onClosed(closed, nowNanos);
    }
    return Optional.empty();
  }

  private void welcome(PeerOpening opening, long nowNanos) {
    Peer peer = early.welcome(opening, nowNanos).peer;
    table.add(peer);
    if (peer.extended) {
      peer.send(talk.handshake(peer, false));
    }
  }

  private void onClosed(PeerEvent.Closed closed, long nowNanos) {
    early.onPeer(closed, nowNanos);
    fetch.gone(closed.peer());
    Peer peer = table.remove(closed.peer());
    if (peer == null) {
      connections.onClosed(closed, nowNanos);
    } else {
      candidates.ended(peer.address, nowNanos);
    }
  }

  private Optional<byte[]> onReceived(PeerEvent.Received received, long nowNanos) {
    Peer peer = table.get(received.peer());
    return peer != null && received.message() instanceof Extended message
        ? onExtended(peer, message, nowNanos)
        : Optional.empty();
  }

  private Optional<byte[]> onExtended(Peer peer, Extended message, long nowNanos) {
    try {
      if (message.extendedId() == Extension.HANDSHAKE_ID) {
        talk.receive(peer, message, nowNanos);
        learn(peer, ExtensionHandshake.parse(message.payload()));
      } else if (message.extendedId() == Extension.UT_METADATA.localId()) {
        return onMetadata(peer, UtMetadata.parse(message.payload()), nowNanos);
      } else {
        talk.receive(peer, message, nowNanos);
      }
    } catch (WireException e) {
      peer.link.close();
    }
    return Optional.empty();
  }

  private void learn(Peer peer, ExtensionHandshake theirs) {
    OptionalInt bytes = theirs.metadataBytes();
    if (bytes.isPresent() && peer.extensionIds.supports(Extension.UT_METADATA)) {
      fetch.offered(peer.key, peer.address, bytes.getAsInt());
    }
  }

  private Optional<byte[]> onMetadata(Peer peer, UtMetadata message, long nowNanos) {
    return switch (message) {
      case UtMetadata.Data data -> onArrival(fetch.received(peer.key, data, nowNanos));
      case UtMetadata.Reject(int piece) -> {
        fetch.rejected(peer.key, piece, nowNanos);
        yield Optional.empty();
      }
      case UtMetadata.Request(int piece) -> {
        ExtensionTalk.send(peer, new UtMetadata.Reject(piece)); // we have none of it
        yield Optional.empty();
      }
      case UtMetadata.Unknown unknown -> Optional.empty();
    };
  }

  private Optional<byte[]> onArrival(MetadataArrival arrival) {
    return switch (arrival) {
      case MetadataArrival.Taken() -> Optional.empty();
      case MetadataArrival.Refuted(var liars) -> {
        liars.forEach(this::ban);
        yield Optional.empty();
      }
      case MetadataArrival.Complete(byte[] info, var liars) -> {
        liars.forEach(this::ban);
        yield Optional.of(info);
      }
    };
  }

  private void ban(PeerAddress liar) {
    early.onLiar(liar);
    candidates.ban(liar, WRONG_METADATA);
    for (Peer peer : table) {
      if (candidates.isBanned(peer.address)) {
        peer.link.close();
      }
    }
  }

  /** Messages have been handled for now: ask for more. */
  void drained(long nowNanos) {
    for (MetadataRequest request : fetch.next(nowNanos)) {
      Peer asked = table.get(request.peer());
      if (asked != null) {
        ExtensionTalk.send(asked, new UtMetadata.Request(request.piece()));
      }
    }
  }

  /** A moment has passed. */
  void tick(long nowNanos) {
    for (Peer peer : table) {
      boolean isUseless =
          nowNanos - peer.connectedNanos > USELESS_NANOS && !fetch.isHopeful(peer.key);
      if (isUseless || nowNanos - peer.lastHeardNanos > SILENCE_NANOS) {
        peer.link.close();
      }
    }
    connections.tick(nowNanos);
    drained(nowNanos);
  }

  /** Our network was away, or has changed: everybody may be called at once. */
  void onUpheaval() {
    candidates.onUpheaval();
  }

  /** Nobody is called any more; returns those who are connected, and what is known of others. */
  EarlyPeers release() {
    connections.close();
    candidates.sources().forEach(early::onFound);
    return early;
  }

  /** Parts with everybody. */
  void end() {
    connections.close();
    early.end();
  }

  PeerTable peers() {
    return table;
  }

  /** Returns how many addresses are known. */
  int candidateCount() {
    return candidates.size();
  }

  /** Returns how far it is; empty while no peer has named a length. */
  Optional<MetadataProgress> progress() {
    return fetch.progress();
  }
}
