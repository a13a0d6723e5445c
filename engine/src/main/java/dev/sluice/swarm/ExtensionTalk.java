package dev.sluice.swarm;

import dev.sluice.model.Bep;
import dev.sluice.model.PrintableText;
import dev.sluice.swarm.metadata.MetadataUploads;
import dev.sluice.wire.PeerMessage.Extended;
import dev.sluice.wire.WireException;
import dev.sluice.wire.extension.Extension;
import dev.sluice.wire.extension.ExtensionHandshake;
import dev.sluice.wire.extension.UtMetadata;
import java.util.OptionalInt;

/**
 * The extension protocol of one torrent: what we tell peers of ourselves, what we keep of what they
 * tell, and the metadata that they ask for.
 *
 * <p>Owned by the torrent actor.
 */
@Bep({9, 10, 21})
final class ExtensionTalk {
  /**
   * Requests that we let a peer queue; the outbox takes more, so honest peers never meet its end.
   */
  private static final int REQUEST_QUEUE = 500;

  /**
   * Messages that may wait to leave when a piece of metadata joins them: 128 KiB at most. A peer
   * that reads slowly must not make us keep all the metadata for it.
   */
  private static final int MAX_UNSENT = 8;

  private static final String CLIENT = "Sluice 0.1.0";

  private final int listeningPort;
  private final MetadataUploads metadata;

  /** Tells peers to connect to {@code listeningPort}, unless it is 0. */
  ExtensionTalk(int listeningPort, MetadataUploads metadata) {
    this.listeningPort = listeningPort;
    this.metadata = metadata;
  }

  /** Returns what we say of ourselves to this peer. */
  Extended handshake(Peer peer, boolean complete) {
    ExtensionHandshake.Builder builder =
        ExtensionHandshake.builder()
            .client(CLIENT)
            .requestQueueCount(REQUEST_QUEUE)
            .yourIp(peer.address.ip())
            .supports(Extension.UT_METADATA);
    if (metadata.totalBytes() > 0) {
      builder.metadataBytes(metadata.totalBytes());
    }
    if (listeningPort != 0) {
      builder.listenPort(listeningPort);
    }
    if (complete) {
      builder.uploadOnly();
    }
    return new Extended(Extension.HANDSHAKE_ID, builder.build().encode());
  }

  /** Hears what a peer says; a message that cannot be read ends its connection. */
  void receive(Peer peer, Extended message) {
    try {
      if (message.extendedId() == Extension.HANDSHAKE_ID) {
        learn(peer, ExtensionHandshake.parse(message.payload()));
      } else if (message.extendedId() == Extension.UT_METADATA.localId()) {
        onMetadata(peer, UtMetadata.parse(message.payload()));
      }
    } catch (WireException e) {
      peer.link.close();
    }
  }

  private static void learn(Peer peer, ExtensionHandshake theirs) {
    theirs.client().ifPresent(name -> peer.client = PrintableText.of(name));
    theirs.requestQueueCount().ifPresent(peer.window::limitTo);
    peer.uploadOnly = theirs.isUploadOnly();
    peer.extensionIds = peer.extensionIds.updatedBy(theirs);
  }

  private void onMetadata(Peer peer, UtMetadata message) {
    if (!(message instanceof UtMetadata.Request request)) {
      return; // answers to requests of before
    }
    if (peer.metadataRequests.add(request.piece(), metadata.pieceCount())) {
      serve(peer);
    } else {
      send(peer, new UtMetadata.Reject(request.piece()));
    }
  }

  private void serve(Peer peer) {
    while (peer.link.unsentMessages() < MAX_UNSENT) {
      OptionalInt piece = peer.metadataRequests.next();
      if (piece.isEmpty()) {
        return;
      }
      send(peer, metadata.piece(piece.getAsInt()));
    }
  }

  /** Sends a message about metadata, if the peer takes any. */
  static void send(Peer peer, UtMetadata message) {
    OptionalInt id = peer.extensionIds.idOf(Extension.UT_METADATA);
    if (id.isPresent()) {
      peer.send(new Extended(id.getAsInt(), message.encode()));
    }
  }

  /** A moment has passed: those who were slow to read may have more. */
  void tick(Iterable<Peer> peers) {
    peers.forEach(this::serve);
  }
}
