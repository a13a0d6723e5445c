package dev.sluice.swarm;

import dev.sluice.model.Bep;
import dev.sluice.model.PeerAddress;
import dev.sluice.model.PrintableText;
import dev.sluice.model.Version;
import dev.sluice.swarm.discovery.Candidates;
import dev.sluice.swarm.metadata.MetadataUploads;
import dev.sluice.wire.PeerMessage.Extended;
import dev.sluice.wire.WireException;
import dev.sluice.wire.extension.Extension;
import dev.sluice.wire.extension.ExtensionHandshake;
import dev.sluice.wire.extension.UtMetadata;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;

/**
 * The extension protocol of one torrent: what we tell peers of ourselves, what we keep of what they
 * tell, the metadata that they ask for, and who hears the other extensions. Those that nobody hears
 * are not offered.
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

  private final int listeningPort;
  private final Candidates candidates;
  private final MetadataUploads metadata;
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

  /** Tells peers to connect to {@code listeningPort}, unless it is 0; offers metadata alone. */
  ExtensionTalk(int listeningPort, Candidates candidates, MetadataUploads metadata) {
    this(listeningPort, candidates, metadata, Map.of(), (peer, theirs) -> {});
  }

  /**
   * Tells peers to connect to {@code listeningPort}, unless it is 0.
   *
   * @param candidates told which addresses need not be called
   * @param metadata what is given of the metadata
   * @param hearers who hears the extensions that are offered besides
   * @param introduced told what a peer has said of itself, after that is noted
   */
  ExtensionTalk(
      int listeningPort,
      Candidates candidates,
      MetadataUploads metadata,
      Map<Extension, Hearer> hearers,
      BiConsumer<Peer, ExtensionHandshake> introduced) {
    this.listeningPort = listeningPort;
    this.candidates = candidates;
    this.metadata = metadata;
    this.hearers.putAll(hearers);
    this.introduced = introduced;
  }

  /** Returns what we say of ourselves to this peer. */
  Extended handshake(Peer peer, boolean complete) {
    ExtensionHandshake.Builder builder =
        ExtensionHandshake.builder()
            .client(Version.CLIENT)
            .requestQueueCount(REQUEST_QUEUE)
            .yourIp(peer.address.ip())
            .supports(Extension.UT_METADATA);
    hearers.keySet().forEach(builder::supports);
    if (peer.metEarly) {
      takeBack(builder);
    }
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

  /** Before the metadata was here more may have been offered than a private torrent allows. */
  private void takeBack(ExtensionHandshake.Builder builder) {
    for (Extension extension : Extension.values()) {
      if (extension != Extension.UT_METADATA && !hearers.containsKey(extension)) {
        builder.disables(extension);
      }
    }
  }

  /** Hears what a peer says; a message that cannot be read ends its connection. */
  void receive(Peer peer, Extended message, long nowNanos) {
    try {
      if (message.extendedId() == Extension.HANDSHAKE_ID) {
        learn(peer, ExtensionHandshake.parse(message.payload()));
      } else if (message.extendedId() == Extension.UT_METADATA.localId()) {
        onMetadata(peer, UtMetadata.parse(message.payload()));
      } else {
        hear(peer, message, nowNanos);
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
    if (peer.incoming) {
      theirs.listenPort().ifPresent(port -> onListening(peer, port));
    }
    introduced.accept(peer, theirs);
  }

  /** Whoever tells us of this address: it need not be called while the peer is here. */
  private void onListening(Peer caller, int port) {
    PeerAddress listening = new PeerAddress(caller.address.ip(), port);
    caller.listening = Optional.of(listening);
    candidates.leadsTo(listening, caller.address);
  }

  private void hear(Peer peer, Extended message, long nowNanos) throws WireException {
    Optional<Hearer> hearer = Extension.ofLocalId(message.extendedId()).map(hearers::get);
    if (hearer.isPresent()) {
      hearer.get().hear(peer, message.payload(), nowNanos);
    }
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
