package dev.sluice.swarm;

import dev.sluice.model.Bep;
import dev.sluice.model.PrintableText;
import dev.sluice.wire.PeerMessage.Extended;
import dev.sluice.wire.WireException;
import dev.sluice.wire.extension.ExtensionHandshake;

/**
 * The extension protocol of one torrent: what we tell peers of ourselves and what we keep of what
 * they tell.
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

  /** The extended id of the handshake itself. */
  private static final int HANDSHAKE_ID = 0;

  private final int listeningPort;

  /** Tells peers to connect to {@code listeningPort}, unless it is 0. */
  ExtensionTalk(int listeningPort) {
    this.listeningPort = listeningPort;
  }

  /** Returns what we say of ourselves to this peer. */
  Extended handshake(Peer peer, boolean complete) {
    ExtensionHandshake.Builder builder =
        ExtensionHandshake.builder()
            .client(CLIENT)
            .requestQueueCount(REQUEST_QUEUE)
            .yourIp(peer.address.ip());
    if (listeningPort != 0) {
      builder.listenPort(listeningPort);
    }
    if (complete) {
      builder.uploadOnly();
    }
    return new Extended(HANDSHAKE_ID, builder.build().encode());
  }

  /** Keeps what a peer tells of itself; a message that cannot be read ends its connection. */
  void receive(Peer peer, Extended message) {
    try {
      if (message.extendedId() == HANDSHAKE_ID) {
        learn(peer, ExtensionHandshake.parse(message.payload()));
      }
    } catch (WireException e) {
      peer.link.close();
    }
  }

  private static void learn(Peer peer, ExtensionHandshake theirs) {
    theirs.client().ifPresent(name -> peer.client = PrintableText.of(name));
    theirs.requestQueueCount().ifPresent(peer.window::limitTo);
    peer.uploadOnly = theirs.isUploadOnly();
  }
}
