package dev.sluice.swarm.picking;

import dev.sluice.model.BlockRef;
import dev.sluice.model.PieceSet;
import dev.sluice.swarm.peer.PeerKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chooses blocks of pieces that somebody needs by a certain time.
 *
 * <p>A peer is given the soonest blocks for which it {@linkplain Punctuality#suits is quick
 * enough}. A slow one so works on what is needed later, and fast ones on what is needed now. A
 * block that will come too late from whom it was asked is asked from one peer more.
 *
 * <p>Owned by the torrent actor.
 */
final class DuePicker {
  private final WantedPieces wanted;
  private final RequestLedger ledger;
  private final int maxPieces;
  private DuePieces due = DuePieces.NONE;

  /**
   * Works with the books of a picker.
   *
   * @param maxPieces pieces in flight at most; those of the picker count
   */
  DuePicker(WantedPieces wanted, RequestLedger ledger, int maxPieces) {
    this.wanted = wanted;
    this.ledger = ledger;
    this.maxPieces = maxPieces;
  }

  void expect(DuePieces pieces) {
    due = pieces;
  }

  /** Adds the blocks that the peer is asked for next; returns how many. */
  int pick(Asker asker, int maxBlocks, Punctuality punctuality, List<BlockRef> into) {
    int picked = 0;
    List<DuePieces.DuePiece> pieces = due.soonestFirst();
    for (int i = 0; i < pieces.size() && picked < maxBlocks; i++) {
      DuePieces.DuePiece piece = pieces.get(i);
      while (picked < maxBlocks && punctuality.suits(asker, piece, picked)) {
        if (!pickOne(asker, piece.index(), into)) {
          break;
        }
        picked++;
      }
    }
    return picked;
  }

  private boolean pickOne(Asker asker, int index, List<BlockRef> into) {
    StartedPiece piece = openTo(asker, index);
    if (piece == null) {
      return false;
    }
    int block = freeFor(asker, piece);
    if (block >= 0) {
      ledger.ask(asker.peer(), piece, block, into);
    }
    return block >= 0;
  }

  /** Returns a free block, if there is one; rather one that the peer is not late with. */
  private static int freeFor(Asker asker, StartedPiece piece) {
    for (int block = piece.nextFree(0); block >= 0; block = piece.nextFree(block + 1)) {
      if (!piece.isAskedFrom(block, asker.peer())) {
        return block;
      }
    }
    return piece.nextFree(0);
  }

  private @Nullable StartedPiece openTo(Asker asker, int index) {
    if (!wanted.isWanted(index) || !asker.offers().has(index)) {
      return null;
    }
    StartedPiece begun = ledger.started().find(index);
    if (begun == null) {
      return begin(asker, index);
    }
    if (asker.manner() == Manner.ON_PAROLE && !begun.isSetApartFor(asker.peer())) {
      return null;
    }
    if (begun.isClosedTo(asker.peer())) {
      begun.share(); // whom it is set apart for may be the slowest
    }
    return begun;
  }

  private @Nullable StartedPiece begin(Asker asker, int index) {
    if (ledger.piecesInFlight() >= maxPieces) {
      return null;
    }
    StartedPiece piece = ledger.begin(index);
    if (asker.manner() == Manner.ON_PAROLE) {
      piece.setApartFor(asker.peer());
    }
    return piece;
  }

  /**
   * Returns the asker for what is not due. Due pieces are left to those who are quick enough: one
   * block with a slow peer makes the whole piece late.
   */
  Asker withoutDue(Asker asker) {
    if (due.isEmpty()) {
      return asker;
    }
    PieceSet others = asker.offers().copy();
    for (DuePieces.DuePiece piece : due.soonestFirst()) {
      others.remove(piece.index());
    }
    return new Asker(asker.peer(), others, asker.manner(), asker.relief());
  }

  /** Returns whether a due piece has blocks that the peer could be asked for. */
  boolean hasOpen(DuePieces.DuePiece piece) {
    StartedPiece begun = ledger.started().find(piece.index());
    return wanted.isWanted(piece.index())
        && (begun == null ? ledger.piecesInFlight() < maxPieces : begun.freeCount() > 0);
  }

  /**
   * Adds one busy block of a due piece that will come too late and that the peer can save; returns
   * whether there is one.
   */
  boolean pickLate(
      Asker asker, DuePieces.DuePiece piece, Punctuality punctuality, List<BlockRef> into) {
    StartedPiece begun = ledger.started().find(piece.index());
    boolean trusted = asker.manner() != Manner.ON_PAROLE;
    if (begun == null || !trusted || !asker.offers().has(piece.index())) {
      return false;
    }
    for (int block = 0; block < begun.blockCount(); block++) {
      if (isBusy(begun, block)
          && begun.hasRoomForAsker(block)
          && !begun.isAskedFrom(block, asker.peer())
          && punctuality.saves(asker, piece, expected(begun, block, punctuality))) {
        ledger.ask(asker.peer(), begun, block, into);
        return true;
      }
    }
    return false;
  }

  private static boolean isBusy(StartedPiece piece, int block) {
    return !piece.hasArrived(block) && !piece.isFree(block);
  }

  private long expected(StartedPiece piece, int block, Punctuality punctuality) {
    long best = Long.MAX_VALUE;
    BlockRef ref = ledger.block(piece, block);
    for (PeerKey peer : piece.owers(block)) {
      long arrival = punctuality.arrivalNanos(peer, ref);
      best = best == Long.MAX_VALUE || arrival - best < 0 ? arrival : best;
    }
    return best;
  }
}
