package dev.sluice.swarm;

import dev.sluice.api.PeerSource;
import dev.sluice.model.BlockRef;
import dev.sluice.model.PeerAddress;
import dev.sluice.model.PeerId;
import dev.sluice.model.PieceSet;
import dev.sluice.swarm.discovery.PexDiary;
import dev.sluice.swarm.discovery.PexIntake;
import dev.sluice.swarm.metadata.MetadataRequests;
import dev.sluice.swarm.peer.Pace;
import dev.sluice.swarm.peer.PeerKey;
import dev.sluice.swarm.peer.PeerLink;
import dev.sluice.swarm.peer.Rate;
import dev.sluice.swarm.peer.RequestWindow;
import dev.sluice.swarm.peer.SnubDetector;
import dev.sluice.wire.PeerMessage;
import dev.sluice.wire.extension.ExtensionIds;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A connected peer as its torrent knows it: what it has and wants, what we told it, what is under
 * way between us.
 *
 * <p>Owned by the torrent actor.
 */
final class Peer {
  final PeerKey key;
  final PeerLink link;
  final PeerAddress address;
  final PeerId id;
  final boolean incoming;

  /** How we came to know of it. */
  final PeerSource source;

  /** Whether both sides speak the fast extension (BEP 6). */
  final boolean fast;

  /** Whether both sides speak the extension protocol (BEP 10). */
  final boolean extended;

  /** Whether both sides run a DHT node (BEP 5). */
  final boolean dht;

  final long connectedNanos;
  final Rate downRate = new Rate();
  final Rate upRate = new Rate();
  final OutstandingRequests requests = new OutstandingRequests();
  final RequestWindow window = new RequestWindow();
  final Pace pace = new Pace();
  final SnubDetector snub = new SnubDetector();

  /** What it has. */
  PieceSet pieces;

  /** Pieces that it gives us although it chokes us (BEP 6). */
  final PieceSet allowedFast;

  /** Pieces that we give it although we choke it (BEP 6). */
  final PieceSet offeredFast;

  /** How many blocks of those it may still have so; who asks for them again and again pays. */
  int offeredBlocks;

  /** Whether it chokes us. */
  boolean choking = true;

  /** Whether it wants pieces that we have. */
  boolean interested;

  /** Whether we choke it. */
  boolean choked = true;

  /** Whether we told it that we want its pieces. */
  boolean wanted;

  /** Whether we want its pieces, and told it otherwise because it snubs us. */
  boolean dismissed;

  /** Whether it has said what it has; a bitfield may only be the first message (BEP 3). */
  boolean hasSpoken;

  /** What it calls itself (BEP 10), safe to print; empty until it says. */
  String client = "";

  /** By which numbers it wants to be sent extensions (BEP 10). */
  ExtensionIds extensionIds = ExtensionIds.NONE;

  /** Where it takes calls; empty for one that called us until it says. */
  Optional<PeerAddress> listening;

  /** Whether it prefers to be called in disguise. */
  boolean prefersEncryption;

  /** What it was told of others; null until it is told anything. */
  @Nullable PexDiary pexDiary;

  /** What it tells of others; null until it does. */
  @Nullable PexIntake pexIntake;

  /** How it helps us, and we it, to reach others. */
  final Holepunch.Ledger punches = new Holepunch.Ledger();

  /** Whether we have hung up; its end is still to be heard of. */
  boolean isParting;

  /** Whether it was met before the geometry was known, so that what it says is to be checked. */
  boolean metEarly;

  /** What it asked of the metadata and did not get yet (BEP 9). */
  final MetadataRequests metadataRequests = new MetadataRequests();

  /** Whether it wants to download nothing (BEP 21). */
  boolean uploadOnly;

  /** How often it had everything and then lost a piece. */
  int falls;

  /** Whether we ever let it ask. */
  boolean hadChance;

  /** Whether it ever asked for a block that it could have. */
  boolean hasAsked;

  /** When it last did so, or took one. */
  long lastTookNanos;

  long lastHeardNanos;
  int unaskedBlocks;

  Peer(PeerOpening opening, int pieceCount, long nowNanos) {
    this.key = opening.key();
    this.link = opening.link();
    this.address = opening.address();
    this.id = opening.id();
    this.incoming = opening.incoming();
    this.source = opening.source();
    this.listening = incoming ? Optional.empty() : Optional.of(address);
    this.fast = opening.fast();
    this.extended = opening.extended();
    this.dht = opening.dht();
    this.pieces = new PieceSet(pieceCount);
    this.allowedFast = new PieceSet(pieceCount);
    this.offeredFast = new PieceSet(pieceCount);
    this.connectedNanos = nowNanos;
    this.lastHeardNanos = nowNanos;
  }

  /** Bytes of blocks that it asked for and is to have, not sent yet. */
  long queuedBytes;

  /** Notes that it asked for a block that it is to have, or that one has left for it. */
  void takes(long nowNanos) {
    hasAsked = true;
    lastTookNanos = nowNanos;
  }

  /** Queues a message; a peer that does not read is closed. */
  void send(PeerMessage message) {
    if (!link.send(message)) {
      link.close();
    }
  }

  /** Hangs up. */
  void part() {
    isParting = true;
    link.close();
  }

  /** Asks it for a block. */
  void ask(BlockRef block, long nowNanos) {
    requests.add(block, nowNanos);
    send(new PeerMessage.Request(block));
    snub.onRequest(nowNanos);
  }

  /** Tells it that a block is not needed from it; what is on its way may still come. */
  void cancel(BlockRef block) {
    if (!requests.cancel(block)) {
      return;
    }
    send(new PeerMessage.Cancel(block));
    if (requests.isEmpty()) {
      snub.onNothingOwed();
    }
  }

  /** Returns how much of the torrent it has, 0 to 1. */
  double fraction() {
    return pieces.pieceCount() == 0 ? 1 : (double) pieces.size() / pieces.pieceCount();
  }

  @Override
  public String toString() {
    return address.toString();
  }
}
