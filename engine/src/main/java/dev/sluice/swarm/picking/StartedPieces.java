package dev.sluice.swarm.picking;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pieces that were started and are not verified, and among them those with free blocks. */
final class StartedPieces {
  private final @Nullable StartedPiece[] byIndex;
  private final List<StartedPiece> all = new ArrayList<>();
  private final List<StartedPiece> withFree = new ArrayList<>();

  StartedPieces(int pieceCount) {
    byIndex = new @Nullable StartedPiece[pieceCount];
  }

  /** Returns the piece if it was started. */
  @Nullable StartedPiece find(int index) {
    return byIndex[index];
  }

  /** Returns every started piece, in the order of their start; a view, not to be kept. */
  List<StartedPiece> all() {
    return all;
  }

  /** Returns the started pieces that are wanted and have free blocks; a view in no order. */
  List<StartedPiece> withFree() {
    return withFree;
  }

  void add(StartedPiece piece) {
    byIndex[piece.index()] = piece;
    all.add(piece);
    offer(piece);
  }

  void remove(StartedPiece piece) {
    byIndex[piece.index()] = null;
    all.remove(piece);
    withhold(piece);
  }

  /** Lists the piece among those with free blocks if it has one and is not there yet. */
  void offer(StartedPiece piece) {
    if (piece.freeCount() > 0 && piece.placeAmongFree < 0) {
      piece.placeAmongFree = withFree.size();
      withFree.add(piece);
    }
  }

  /** Lists the piece no longer among those with free blocks. */
  void withhold(StartedPiece piece) {
    int place = piece.placeAmongFree;
    if (place < 0) {
      return;
    }
    StartedPiece last = withFree.remove(withFree.size() - 1);
    if (last != piece) {
      withFree.set(place, last);
      last.placeAmongFree = place;
    }
    piece.placeAmongFree = -1;
  }
}
