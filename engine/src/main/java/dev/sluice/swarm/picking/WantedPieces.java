package dev.sluice.swarm.picking;

import dev.sluice.model.PieceSet;
import java.util.Random;

/**
 * Which pieces are here and which are wanted, how much, and how many peers have each.
 *
 * <p>A wanted piece is <em>untouched</em> until it is {@linkplain #touch started}; the untouched
 * ones of each priority lie in a {@link RarityOrder}. A peer that has everything is one number.
 *
 * <p>Owned by the torrent actor.
 */
final class WantedPieces {
  private static final Priority[] BEST_FIRST = {Priority.HIGH, Priority.NORMAL, Priority.LOW};

  /** Peers that have the piece, not counting those in {@link #peersWithAll}. */
  private final int[] availability;

  /** Peers that joined with every piece, less those that left with every piece. */
  private int peersWithAll;

  private final Priority[] priorities;
  private final PieceSet have;

  /** Missing and not skipped. */
  private final PieceSet wanted;

  /** Wanted and not started; each is in the order of its priority. */
  private final PieceSet untouched;

  private final RarityOrder[] orders = new RarityOrder[Priority.values().length];

  WantedPieces(int pieceCount, Random random) {
    availability = new int[pieceCount];
    priorities = new Priority[pieceCount];
    have = new PieceSet(pieceCount);
    wanted = PieceSet.full(pieceCount);
    untouched = PieceSet.full(pieceCount);
    int[] places = new int[pieceCount];
    for (Priority priority : BEST_FIRST) {
      orders[priority.ordinal()] = new RarityOrder(places, random);
    }
    for (int piece = 0; piece < pieceCount; piece++) {
      priorities[piece] = Priority.NORMAL;
      orderOf(piece).add(piece, 0);
    }
  }

  private RarityOrder orderOf(int piece) {
    return orders[priorities[piece].ordinal()];
  }

  /** Returns the untouched pieces of one priority. */
  RarityOrder order(Priority priority) {
    return orders[priority.ordinal()];
  }

  void peerJoined(PieceSet pieces) {
    if (pieces.isFull()) {
      peersWithAll++;
      return;
    }
    for (int piece = pieces.next(0); piece >= 0; piece = pieces.next(piece + 1)) {
      peerHas(piece);
    }
  }

  void peerHas(int piece) {
    if (untouched.has(piece)) {
      orderOf(piece).raise(piece, availability[piece]);
    }
    availability[piece]++;
  }

  void peerLeft(PieceSet pieces) {
    if (pieces.isFull()) {
      peersWithAll--;
      return;
    }
    for (int piece = pieces.next(0); piece >= 0; piece = pieces.next(piece + 1)) {
      lower(piece);
    }
  }

  /** Counts out one piece of a peer that had these, the lost one included, and keeps the others. */
  void peerLost(PieceSet before, int piece) {
    if (before.isFull()) {
      countOneByOne();
    }
    lower(piece);
  }

  /** Counts the pieces of one peer that has all of them each by itself. */
  private void countOneByOne() {
    peersWithAll--;
    for (int piece = 0; piece < availability.length; piece++) {
      peerHas(piece);
    }
  }

  private void lower(int piece) {
    if (untouched.has(piece)) {
      orderOf(piece).lower(piece, availability[piece]);
    }
    availability[piece]--;
  }

  /** Returns how many peers have the piece. */
  int availability(int piece) {
    return availability[piece] + peersWithAll;
  }

  Priority priority(int piece) {
    return priorities[piece];
  }

  /** Sets the priority of a piece that is not wanted now. */
  void setPriority(int piece, Priority priority) {
    priorities[piece] = priority;
  }

  /** Notes that the piece is here; returns whether it was missing. */
  boolean markHave(int piece) {
    return have.add(piece);
  }

  /** Notes that the piece is missing; returns whether it was here. */
  boolean markMissing(int piece) {
    return have.remove(piece);
  }

  boolean isHere(int piece) {
    return have.has(piece);
  }

  /** Returns how many pieces are here. */
  int hereCount() {
    return have.size();
  }

  boolean isWanted(int piece) {
    return wanted.has(piece);
  }

  /** Returns how many pieces are wanted and missing. */
  int size() {
    return wanted.size();
  }

  boolean hasSomeOf(PieceSet pieces) {
    return wanted.hasSomeOf(pieces);
  }

  boolean hasUntouchedOf(PieceSet pieces) {
    return untouched.hasSomeOf(pieces);
  }

  boolean isUntouched(int piece) {
    return untouched.has(piece);
  }

  /** Wants the piece unless it is here, skipped, or wanted already; returns whether it does so. */
  boolean want(int piece) {
    return !have.has(piece) && priorities[piece] != Priority.SKIP && wanted.add(piece);
  }

  /** Wants the piece no longer; returns whether it was wanted. */
  boolean withdraw(int piece) {
    if (!wanted.remove(piece)) {
      return false;
    }
    if (untouched.has(piece)) {
      touch(piece);
    }
    return true;
  }

  /** Takes an untouched piece out of its order: somebody begins it. */
  void touch(int piece) {
    untouched.remove(piece);
    orderOf(piece).remove(piece, availability[piece]);
  }

  /** Puts a wanted piece into its order: nobody has begun it. */
  void untouch(int piece) {
    untouched.add(piece);
    orderOf(piece).add(piece, availability[piece]);
  }

  /** Returns whether some peer has an untouched piece. */
  boolean hasUntouchedToBegin() {
    for (Priority priority : BEST_FIRST) {
      RarityOrder order = order(priority);
      if (order.size() > order.sizeUpTo(-peersWithAll)) {
        return true;
      }
    }
    return false;
  }
}
