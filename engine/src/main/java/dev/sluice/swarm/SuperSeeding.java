package dev.sluice.swarm;

import dev.sluice.model.Bep;
import dev.sluice.model.BlockRef;
import dev.sluice.model.PieceGeometry;
import dev.sluice.model.PieceSet;
import dev.sluice.swarm.peer.PeerKey;
import dev.sluice.wire.PeerMessage;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;

/**
 * What the only seeder of a new torrent shows to whom, so that it sends as little as it can until
 * the swarm has a second copy.
 *
 * <p>It looks like a peer without pieces, and tells each peer of two that it has, others to others:
 * the rarest. A peer is told of the next one when somebody else has what it was told of: it passes
 * things on. Once there is another seed, all is shown to all, and this is over.
 *
 * <p>A peer that has nobody to pass a piece on to, or does not find a taker within two minutes, is
 * told of the next nevertheless: BEP 16 would starve it.
 *
 * <p>Owned by the torrent actor.
 */
@Bep(16)
final class SuperSeeding {
  /** Pieces that a peer is to fetch and to pass on at a time: one alone would leave gaps. */
  private static final int SHOWN_AT_ONCE = 2;

  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(2);

  private final PieceGeometry geometry;
  private final PeerTable peers;
  private final IntUnaryOperator availability;
  private final Random random;
  private final Map<PeerKey, Display> displays = new HashMap<>();

  /** To how many peers each piece has been shown. */
  private final int[] shownCounts;

  private boolean active = true;

  /** What one peer has been shown. */
  private static final class Display {
    final PieceSet shown;
    final List<Open> open = new ArrayList<>();

    Display(int pieceCount) {
      shown = new PieceSet(pieceCount);
    }
  }

  /** A piece that a peer was told of and is to pass on. */
  private static final class Open {
    final int pieceIndex;
    final long shownNanos;

    /** Which of its blocks the peer has asked for; many tell no seeder what they have. */
    final BitSet asked = new BitSet();

    Open(int pieceIndex, long shownNanos) {
      this.pieceIndex = pieceIndex;
      this.shownNanos = shownNanos;
    }
  }

  /**
   * Begins at once.
   *
   * @param availability how many peers have a piece
   */
  SuperSeeding(
      PieceGeometry geometry, PeerTable peers, IntUnaryOperator availability, Random random) {
    this.geometry = geometry;
    this.peers = peers;
    this.availability = availability;
    this.random = random;
    this.shownCounts = new int[geometry.pieceCount()];
  }

  /** Returns one that shows all to all from the start. */
  static SuperSeeding off(PieceGeometry geometry, PeerTable peers, Random random) {
    SuperSeeding off = new SuperSeeding(geometry, peers, piece -> 0, random);
    off.active = false;
    return off;
  }

  /** Returns whether peers are shown less than there is. */
  boolean isActive() {
    return active;
  }

  /** Returns whether the peer may ask for a piece. */
  boolean isShown(Peer peer, int pieceIndex) {
    Display display = displays.get(peer.key);
    return !active || (display != null && display.shown.has(pieceIndex));
  }

  /** A peer has said what it has. */
  void onPieces(Peer peer, long nowNanos) {
    if (!active) {
      return;
    }
    displays.put(peer.key, new Display(shownCounts.length));
    tick(nowNanos);
  }

  /** A peer has one more piece. */
  void onHave(Peer peer, long nowNanos) {
    if (active) {
      tick(nowNanos);
    }
  }

  /** A peer has asked for a block and is to have it. */
  void onServed(Peer peer, BlockRef block, long nowNanos) {
    Display display = active ? displays.get(peer.key) : null;
    if (display == null) {
      return;
    }
    for (Open open : display.open) {
      if (open.pieceIndex == block.pieceIndex()) {
        open.asked.set(block.blockIndex());
      }
    }
    update(peer, display, nowNanos);
  }

  void onGone(Peer peer) {
    Display display = displays.remove(peer.key);
    if (display != null) {
      for (int i = display.shown.next(0); i >= 0; i = display.shown.next(i + 1)) {
        shownCounts[i]--;
      }
    }
  }

  /** Shows more to those who passed on what they were shown. */
  void tick(long nowNanos) {
    if (!active) {
      return;
    }
    if (isThereAnotherSeed()) {
      showAll();
      return;
    }
    for (Peer peer : peers) {
      Display display = displays.get(peer.key);
      if (display != null) {
        update(peer, display, nowNanos);
      }
    }
  }

  private void update(Peer peer, Display display, long nowNanos) {
    display.open.removeIf(open -> isDone(peer, open, nowNanos));
    showMore(peer, display, nowNanos);
  }

  private boolean isThereAnotherSeed() {
    for (Peer peer : peers) {
      if (peer.pieces.isFull()) {
        return true;
      }
    }
    return false;
  }

  private void showAll() {
    active = false;
    for (Peer peer : peers) {
      Display display = displays.get(peer.key);
      for (int piece = 0; piece < shownCounts.length; piece++) {
        boolean known = peer.pieces.has(piece) || (display != null && display.shown.has(piece));
        if (!known) {
          peer.send(new PeerMessage.Have(piece));
        }
      }
    }
    displays.clear();
  }

  private boolean isDone(Peer peer, Open open, long nowNanos) {
    boolean othersLackIt = false;
    for (Peer other : peers) {
      if (other != peer && other.pieces.has(open.pieceIndex)) {
        return true;
      }
      othersLackIt |= other != peer && other.hasSpoken;
    }
    boolean isGiven =
        peer.pieces.has(open.pieceIndex)
            || open.asked.cardinality() == geometry.blockCount(open.pieceIndex);
    return isGiven && (!othersLackIt || nowNanos - open.shownNanos > PATIENCE_NANOS);
  }

  private void showMore(Peer peer, Display display, long nowNanos) {
    while (display.open.size() < SHOWN_AT_ONCE) {
      int piece = rarestFor(peer, display);
      if (piece < 0) {
        return;
      }
      display.shown.add(piece);
      display.open.add(new Open(piece, nowNanos));
      shownCounts[piece]++;
      peer.send(new PeerMessage.Have(piece));
    }
  }

  /** Returns a piece that fewest have or were told of, or -1 if there is none left to show. */
  private int rarestFor(Peer peer, Display display) {
    int best = -1;
    int fewest = Integer.MAX_VALUE;
    int start = random.nextInt(shownCounts.length);
    for (int i = 0; i < shownCounts.length; i++) {
      int piece = (start + i) % shownCounts.length;
      if (!peer.pieces.has(piece) && !display.shown.has(piece)) {
        int count = shownCounts[piece] + availability.applyAsInt(piece);
        if (count < fewest) {
          fewest = count;
          best = piece;
        }
      }
    }
    return best;
  }
}
