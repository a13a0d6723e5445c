package dev.sluice.swarm.picking;

import dev.sluice.model.BlockRef;
import dev.sluice.model.PieceGeometry;
import dev.sluice.swarm.peer.PeerKey;
import java.util.ArrayList;
import java.util.List;

/**
 * The books of the picker: which pieces are begun, whom each block was asked from, and what became
 * of it. It decides nothing.
 *
 * <p>Owned by the torrent actor.
 */
final class RequestLedger {
  private final PieceGeometry geometry;
  private final WantedPieces wanted;
  private final int maxAskersPerBlock;
  private final StartedPieces started;
  private final Debts debts = new Debts();

  /** Started pieces that are skipped by now; they do not count as in flight. */
  private int parkedCount;

  RequestLedger(PieceGeometry geometry, WantedPieces wanted, int maxAskersPerBlock) {
    this.geometry = geometry;
    this.wanted = wanted;
    this.maxAskersPerBlock = maxAskersPerBlock;
    this.started = new StartedPieces(geometry.pieceCount());
  }

  /** Returns a block of a started piece as it is asked for. */
  BlockRef block(StartedPiece piece, int block) {
    return geometry.block(piece.index(), block);
  }

  StartedPieces started() {
    return started;
  }

  void markHave(int piece) {
    if (wanted.markHave(piece)) {
      abandon(piece);
      withdraw(piece);
    }
  }

  void markMissing(int piece) {
    if (wanted.markMissing(piece)) {
      want(piece);
    }
  }

  void setPriority(int piece, Priority priority) {
    if (wanted.priority(piece) != priority) {
      withdraw(piece);
      wanted.setPriority(piece, priority);
      want(piece);
    }
  }

  /** Makes the piece one to look for, unless it is here, skipped, or looked for already. */
  private void want(int piece) {
    if (!wanted.want(piece)) {
      return;
    }
    StartedPiece begun = started.find(piece);
    if (begun == null) {
      wanted.untouch(piece);
      return;
    }
    parkedCount--;
    started.offer(begun);
  }

  /** Makes the piece one not to look for. */
  private void withdraw(int piece) {
    if (!wanted.withdraw(piece)) {
      return;
    }
    StartedPiece begun = started.find(piece);
    if (begun != null) {
      parkedCount++;
      started.withhold(begun);
    }
  }

  /** Begins an untouched piece. */
  StartedPiece begin(int index) {
    wanted.touch(index);
    StartedPiece piece = new StartedPiece(index, geometry.blockCount(index), maxAskersPerBlock);
    started.add(piece);
    return piece;
  }

  /** Forgets what was asked for and what arrived of the piece; returns who gave its blocks. */
  List<PeerKey> abandon(int piece) {
    StartedPiece begun = started.find(piece);
    if (begun == null) {
      return List.of();
    }
    debts.settleAll(begun);
    boolean parked = !wanted.isWanted(piece);
    started.remove(begun);
    if (parked) {
      parkedCount--;
    } else {
      wanted.untouch(piece);
    }
    return begun.givers();
  }

  List<PeerKey> givers(int piece) {
    StartedPiece begun = started.find(piece);
    return begun == null ? List.of() : begun.givers();
  }

  /** Notes that the peer is asked for the block, and adds it to {@code into}. */
  void ask(PeerKey peer, StartedPiece piece, int block, List<BlockRef> into) {
    piece.ask(block, peer);
    debts.add(peer);
    into.add(geometry.block(piece.index(), block));
    if (piece.freeCount() == 0) {
      started.withhold(piece);
    }
  }

  Arrival received(PeerKey peer, BlockRef block) {
    if (!geometry.isAligned(block)) {
      return Arrival.NOT_ASKED;
    }
    StartedPiece piece = started.find(block.pieceIndex());
    if (piece == null) {
      return wanted.isHere(block.pieceIndex()) ? Arrival.DUPLICATE : Arrival.NOT_ASKED;
    }
    int blockIndex = block.blockIndex();
    if (piece.hasArrived(blockIndex)) {
      return Arrival.DUPLICATE;
    }
    return piece.isAskedFrom(blockIndex, peer)
        ? accept(peer, piece, blockIndex)
        : Arrival.NOT_ASKED;
  }

  private Arrival accept(PeerKey giver, StartedPiece piece, int block) {
    debts.settle(giver, piece, block);
    List<PeerKey> others = piece.otherAskers(block, giver);
    for (int i = 0; i < others.size(); i++) {
      debts.settle(others.get(i), piece, block);
    }
    piece.arrive(block, giver);
    if (piece.freeCount() == 0) {
      started.withhold(piece);
    }
    return others.isEmpty() ? Arrival.ACCEPTED : new Arrival(Arrival.Verdict.ACCEPTED, others);
  }

  void reopen(PeerKey peer, BlockRef block) {
    StartedPiece piece = geometry.isAligned(block) ? started.find(block.pieceIndex()) : null;
    if (piece != null) {
      reopen(peer, piece, block.blockIndex());
    }
  }

  void reopenAll(PeerKey peer) {
    List<StartedPiece> pieces = started.all();
    for (int i = 0; i < pieces.size(); i++) {
      StartedPiece piece = pieces.get(i);
      for (int block = 0; block < piece.blockCount() && piece.busyCount() > 0; block++) {
        reopen(peer, piece, block);
      }
      if (piece.isSetApartFor(peer)) {
        piece.share();
      }
    }
    debts.forget(peer);
  }

  private void reopen(PeerKey peer, StartedPiece piece, int block) {
    if (!piece.isOwedBy(block, peer)) {
      return;
    }
    debts.settle(peer, piece, block);
    piece.doubt(block, peer);
    if (piece.isSetApartFor(peer)) {
      piece.share();
    }
    if (wanted.isWanted(piece.index())) {
      started.offer(piece);
    }
  }

  /** Returns whether a block can be asked for of a piece that is begun. */
  boolean hasFreeBlock() {
    List<StartedPiece> pieces = started.withFree();
    for (int i = 0; i < pieces.size(); i++) {
      if (wanted.availability(pieces.get(i).index()) > 0) {
        return true;
      }
    }
    return false;
  }

  int busyBlocks() {
    int busy = 0;
    List<StartedPiece> pieces = started.all();
    for (int i = 0; i < pieces.size(); i++) {
      busy += pieces.get(i).busyCount();
    }
    return busy;
  }

  List<Integer> unfinishedPieces() {
    List<Integer> unfinished = new ArrayList<>();
    for (StartedPiece piece : started.all()) {
      if (piece.freeCount() + piece.busyCount() > 0) {
        unfinished.add(piece.index());
      }
    }
    return unfinished;
  }

  int piecesInFlight() {
    return started.all().size() - parkedCount;
  }

  int requestedFrom(PeerKey peer) {
    return debts.of(peer);
  }
}
