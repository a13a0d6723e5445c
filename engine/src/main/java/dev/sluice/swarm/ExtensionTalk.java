package dev.sluice.swarm;

import dev.sluice.model.Bep;
import dev.sluice.model.PeerAddress;
import dev.sluice.model.PrintableText;
import dev.sluice.model.Version;
import dev.sluice.swarm.discovery.Candidates;
import dev.sluice.swarm.discovery.Source;
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

  /** The extended id of the handshake itself. */
  private static final int HANDSHAKE_ID = 0;

  private final int listeningPort;
  private final Candidates candidates;

  /** Tells peers to connect to {@code listeningPort}, unless it is 0. */
  ExtensionTalk(int listeningPort, Candidates candidates) {
    this.listeningPort = listeningPort;
    this.candidates = candidates;
  }

  /** Returns what we say of ourselves to this peer. */
  Extended handshake(Peer peer, boolean complete) {
    ExtensionHandshake.Builder builder =
        ExtensionHandshake.builder()
            .client(Version.CLIENT)
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

  private void learn(Peer peer, ExtensionHandshake theirs) {
    theirs.client().ifPresent(name -> peer.client = PrintableText.of(name));
    theirs.requestQueueCount().ifPresent(peer.window::limitTo);
    peer.uploadOnly = theirs.isUploadOnly();
    if (peer.incoming) {
      theirs.listenPort().ifPresent(port -> onListening(peer, port));
    }
  }

  /** Who called us can be called back, but not while it is here. */
  private void onListening(Peer caller, int port) {
    PeerAddress listening = new PeerAddress(caller.address.ip(), port);
    candidates.add(listening, Source.INCOMING);
    candidates.leadsTo(listening, caller.address);
  }
}
