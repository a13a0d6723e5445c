package dev.sluice.swarm;

import dev.sluice.api.MetadataProgress;
import dev.sluice.model.Bep;
import dev.sluice.swarm.metadata.MetadataArrival;
import dev.sluice.swarm.metadata.MetadataFetch;
import dev.sluice.swarm.metadata.MetadataRequest;
import dev.sluice.swarm.peer.PeerEvent;
import dev.sluice.wire.PeerMessage;
import dev.sluice.wire.PeerMessage.Extended;
import dev.sluice.wire.WireException;
import dev.sluice.wire.extension.Extension;
import dev.sluice.wire.extension.ExtensionHandshake;
import dev.sluice.wire.extension.UtMetadata;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * The phase in which peers are asked for the metadata.
 *
 * <pre>
 *   candidates -> EarlyPeers -> extended messages -> MetadataFetch -> the info dictionary
 *                            -> all others are kept for Transferring
 * </pre>
 *
 * <p>Owned by the torrent actor.
 */
@Bep({9, 10})
final class FetchingMetadata implements MagnetPhase {
  /** A peer that cannot help keeps its place so long; then somebody else may have it. A guess. */
  private static final long USELESS_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final EarlyPeers early;
  private final MetadataFetch fetch;
  private final ExtensionTalk talk;

  FetchingMetadata(EarlyPeers early, MetadataFetch fetch, ExtensionTalk talk) {
    this.early = early;
    this.fetch = fetch;
    this.talk = talk;
  }

  /**
   * Something came of a connection.
   *
   * @return the info dictionary, when it has just become complete
   */
  Optional<byte[]> onPeer(PeerEvent event, long nowNanos) {
    early.onPeer(event, nowNanos).ifPresent(this::welcome);
    return switch (event) {
      case PeerEvent.Received(var key, Extended message) -> {
        EarlyPeer sender = early.get(key);
        yield sender == null ? Optional.empty() : onExtended(sender.peer, message, nowNanos);
      }
      case PeerEvent.Closed closed -> {
        fetch.gone(closed.peer());
        yield Optional.empty();
      }
      case PeerEvent other -> Optional.empty();
    };
  }

  private void welcome(EarlyPeer newcomer) {
    if (newcomer.peer.extended) {
      newcomer.peer.send(talk.handshake(newcomer.peer, false));
    }
  }

  private Optional<byte[]> onExtended(Peer peer, Extended message, long nowNanos) {
    try {
      if (message.extendedId() == Extension.HANDSHAKE_ID) {
        talk.receive(peer, message);
        learn(peer, ExtensionHandshake.parse(message.payload()));
      } else if (message.extendedId() == Extension.UT_METADATA.localId()) {
        return onMetadata(peer, UtMetadata.parse(message.payload()), nowNanos);
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
      case UtMetadata.Data data -> onArrival(fetch.received(peer.key, data));
      case UtMetadata.Reject(int piece) -> {
        fetch.rejected(peer.key, piece, nowNanos);
        yield Optional.empty();
      }
      case UtMetadata.Request(int piece) -> {
        send(peer, new UtMetadata.Reject(piece)); // we have none of it
        yield Optional.empty();
      }
      case UtMetadata.Unknown unknown -> Optional.empty();
    };
  }

  private Optional<byte[]> onArrival(MetadataArrival arrival) {
    return switch (arrival) {
      case MetadataArrival.Taken() -> Optional.empty();
      case MetadataArrival.Refuted(var liars) -> {
        liars.forEach(early::ban);
        yield Optional.empty();
      }
      case MetadataArrival.Complete(byte[] info, var liars) -> {
        liars.forEach(early::ban);
        yield Optional.of(info);
      }
    };
  }

  private static void send(Peer peer, UtMetadata message) {
    OptionalInt id = peer.extensionIds.idOf(Extension.UT_METADATA);
    if (id.isPresent()) {
      peer.send(new PeerMessage.Extended(id.getAsInt(), message.encode()));
    }
  }

  /** Messages have been handled for now: ask for more. */
  void drained(long nowNanos) {
    for (MetadataRequest request : fetch.next(nowNanos)) {
      EarlyPeer asked = early.get(request.peer());
      if (asked != null) {
        send(asked.peer, new UtMetadata.Request(request.piece()));
      }
    }
  }

  /** A moment has passed. */
  void tick(long nowNanos) {
    for (EarlyPeer each : early.all()) {
      if (nowNanos - each.peer.connectedNanos > USELESS_NANOS && !fetch.isHopeful(each.peer.key)) {
        each.peer.link.close();
      }
    }
    early.tick(nowNanos);
    drained(nowNanos);
  }

  EarlyPeers early() {
    return early;
  }

  /** Returns how far it is; empty while no peer has named a length. */
  Optional<MetadataProgress> progress() {
    return fetch.progress();
  }
}
