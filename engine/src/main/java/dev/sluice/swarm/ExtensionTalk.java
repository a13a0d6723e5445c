package dev.sluice.swarm;

import dev.sluice.model.Bep;
import dev.sluice.model.PeerAddress;
import dev.sluice.model.PrintableText;
import dev.sluice.wire.PeerMessage.Extended;
import dev.sluice.wire.WireException;
import dev.sluice.wire.extension.Extension;
import dev.sluice.wire.extension.ExtensionHandshake;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The extension protocol of one torrent: what we tell peers of ourselves and what we keep of what
 * they tell, and who hears which extension. Those that nobody hears are not offered.
 *
 * <p>Owned by the torrent actor.
 */
@Bep({10, 21})
final class ExtensionTalk {
  /**
   * Requests that we let a peer queue; the outbox takes more, so honest peers never meet its end.
   */
  private static final int REQUEST_QUEUE = 500;

  private static final String CLIENT = "Sluice 0.1.0";

  private final int listeningPort;
  private final Map<Extension, Hearer> hearers = new EnumMap<>(Extension.class);
  private final BiConsumer<Peer, ExtensionHandshake> introduced;

  /** Who understands the messages of one extension. */
  @FunctionalInterface
  interface Hearer {
    /**
     * A peer has sent a message.
     *
     * @throws WireException if it cannot be read; the peer is parted with
     */
    void hear(Peer peer, byte[] payload, long nowNanos) throws WireException;
  }

  /**
   * Tells peers to connect to {@code listeningPort}, unless it is 0.
   *
   * @param hearers who hears the extensions that are offered
   * @param introduced told what a peer has said of itself, after that is noted
   */
  ExtensionTalk(
      int listeningPort,
      Map<Extension, Hearer> hearers,
      BiConsumer<Peer, ExtensionHandshake> introduced) {
    this.listeningPort = listeningPort;
    this.hearers.putAll(hearers);
    this.introduced = introduced;
  }

  /** Returns what we say of ourselves to this peer. */
  Extended handshake(Peer peer, boolean complete) {
    ExtensionHandshake.Builder builder =
        ExtensionHandshake.builder()
            .client(CLIENT)
            .requestQueueCount(REQUEST_QUEUE)
            .yourIp(peer.address.ip());
    hearers.keySet().forEach(builder::supports);
    if (listeningPort != 0) {
      builder.listenPort(listeningPort);
    }
    if (complete) {
      builder.uploadOnly();
    }
    return new Extended(Extension.HANDSHAKE_ID, builder.build().encode());
  }

  /** Keeps what a peer tells of itself; a message that cannot be read ends its connection. */
  void receive(Peer peer, Extended message, long nowNanos) {
    try {
      if (message.extendedId() == Extension.HANDSHAKE_ID) {
        learn(peer, ExtensionHandshake.parse(message.payload()));
        return;
      }
      Optional<Hearer> hearer = Extension.ofLocalId(message.extendedId()).map(hearers::get);
      if (hearer.isPresent()) {
        hearer.get().hear(peer, message.payload(), nowNanos);
      }
    } catch (WireException e) {
      peer.link.close();
    }
  }

  private void learn(Peer peer, ExtensionHandshake theirs) {
    theirs.client().ifPresent(name -> peer.client = PrintableText.of(name));
    theirs.requestQueueCount().ifPresent(peer.window::limitTo);
    peer.uploadOnly = theirs.isUploadOnly();
    peer.prefersEncryption = theirs.prefersEncryption();
    peer.extensionIds = peer.extensionIds.updatedBy(theirs);
    if (peer.incoming && theirs.listenPort().isPresent()) {
      peer.listening =
          Optional.of(new PeerAddress(peer.address.ip(), theirs.listenPort().getAsInt()));
    }
    introduced.accept(peer, theirs);
  }
}
