package dev.sluice.storage;

import dev.sluice.model.PieceSet;

/** The pieces whose bytes on disk are known to be right. Safe for use by any thread. */
final class VerifiedPieces {
  private final PieceSet pieces;

  VerifiedPieces(int pieceCount) {
    this.pieces = new PieceSet(pieceCount);
  }

  synchronized boolean has(int pieceIndex) {
    return pieces.has(pieceIndex);
  }

  /** Returns them, as they are now. */
  synchronized PieceSet copy() {
    return pieces.copy();
  }

  synchronized void add(int pieceIndex) {
    pieces.add(pieceIndex);
  }

  synchronized void remove(int pieceIndex) {
    pieces.remove(pieceIndex);
  }

  synchronized void addAll(PieceSet others) {
    for (int i = others.next(0); i >= 0; i = others.next(i + 1)) {
      pieces.add(i);
    }
  }

  synchronized void removeAll(PieceSet others) {
    for (int i = others.next(0); i >= 0; i = others.next(i + 1)) {
      pieces.remove(i);
    }
  }
}
