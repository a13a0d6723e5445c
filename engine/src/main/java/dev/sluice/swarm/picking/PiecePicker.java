package dev.sluice.swarm.picking;

import dev.sluice.model.Bep;
import dev.sluice.model.BlockRef;
import dev.sluice.model.PieceGeometry;
import dev.sluice.model.PieceSet;
import dev.sluice.swarm.peer.PeerKey;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Decides which blocks to ask a peer for, and remembers whom each block was asked from.
 *
 * <p><b>What is told.</b> Who has which pieces ({@link #peerJoined}, {@link #peerHas}, {@link
 * #peerLeft}), what we have and want ({@link #markHave}, {@link #setPriority}), and what became of
 * the requests ({@link #received}, {@link #reopen}, {@link #reopenAll}) and of the pieces ({@link
 * #pieceVerified}, {@link #pieceFailed}).
 *
 * <p><b>What is asked.</b> {@link #pick}: the next blocks for a peer with room in its request
 * window. Higher priorities come first. Within one priority, for most peers:
 *
 * <ol>
 *   <li>a started piece, the one with the fewest free blocks: pieces get done and can be passed on;
 *   <li>a new piece if few enough are in flight ({@link PickingLimits}): the rarest of those that
 *       the peer offers; but a random one for the first four, because rare pieces are slow to get
 *       and a newcomer needs something to trade;
 *   <li>in the end game, a busy block: when every wanted block that anybody has is asked for, a
 *       peer with little to do is asked for blocks that others owe, from the piece's end, while
 *       those work through it from the beginning; but only where {@link Relief} is welcome.
 * </ol>
 *
 * {@link Manner} says how others differ. Pieces that somebody needs by a certain time ({@link
 * #expect}) are not among those: {@link #pickDue} and {@link #pickLate} give them to whoever is
 * quick enough, and are asked first.
 *
 * <p><b>What it costs.</b> Nothing here sorts. A peer that has everything is one number; {@link
 * RarityOrder} moves one piece per {@code have}. A pick looks at the started pieces with free
 * blocks, which are few, and walks from the rarest piece to the first that the peer offers.
 *
 * <p>Owned by the torrent actor.
 */
@Bep({3, 6})
public final class PiecePicker {
  /**
   * How many pieces are random before the rarest come first: the 1.0 client's number, as all use.
   */
  private static final int RANDOM_FIRST_PIECES = 4;

  private static final Priority[] BEST_FIRST = {Priority.HIGH, Priority.NORMAL, Priority.LOW};

  private final PickingLimits limits;
  private final Random random;
  private final int maxPieces;
  private final int maxPiecesForIdle;

  private final WantedPieces wanted;
  private final RequestLedger ledger;
  private final StartedPieces started;
  private final DuePicker duePicker;

  /** Makes a picker that has nothing, wants everything and knows no peer. */
  public PiecePicker(PieceGeometry geometry, PickingLimits limits, Random random) {
    this.limits = limits;
    this.random = random;
    maxPieces = limits.piecesInFlight(geometry);
    maxPiecesForIdle = limits.piecesInFlightForIdle(geometry);
    wanted = new WantedPieces(geometry.pieceCount(), random);
    ledger = new RequestLedger(geometry, wanted, limits.maxAskersPerBlock());
    started = ledger.started();
    duePicker = new DuePicker(wanted, ledger, maxPiecesForIdle);
  }

  /** Counts in a peer with the pieces it has so far. */
  public void peerJoined(PieceSet theirs) {
    wanted.peerJoined(theirs);
  }

  /** Counts in one more piece of a peer that joined; the caller knows that the peer lacked it. */
  public void peerHas(int piece) {
    wanted.peerHas(piece);
  }

  /**
   * Counts out a peer that goes; {@link #reopenAll} opens the blocks that it owes.
   *
   * @param theirs what it had at the end: what it joined with and each {@link #peerHas} since
   */
  public void peerLeft(PieceSet theirs) {
    wanted.peerLeft(theirs);
  }

  /**
   * Counts out one piece of a peer that joined and stays (BEP 54). A peer that had every piece
   * takes time in proportion to their number.
   *
   * @param before what the peer had until now, the lost piece included
   */
  public void peerLost(PieceSet before, int piece) {
    wanted.peerLost(before, piece);
  }

  /** Returns how many peers have the piece. */
  public int availability(int piece) {
    return wanted.availability(piece);
  }

  /** Notes that the piece is here and verified, by a check or from resume data. */
  public void markHave(int piece) {
    ledger.markHave(piece);
  }

  /** Notes that the piece is not here after all. */
  public void markMissing(int piece) {
    ledger.markMissing(piece);
  }

  /** Sets how much the piece is wanted; blocks of a started piece that arrived stay. */
  public void setPriority(int piece, Priority priority) {
    ledger.setPriority(piece, priority);
  }

  /**
   * Adds to {@code into} the blocks to ask the peer for next, and notes them as asked for.
   *
   * @param maxBlocks how many the peer has room for; 0 or less for none
   * @return how many were added
   */
  public int pick(Asker asker, int maxBlocks, List<BlockRef> into) {
    return maxBlocks > 0 ? pickFrom(duePicker.withoutDue(asker), maxBlocks, into) : 0;
  }

  private int pickFrom(Asker asker, int maxBlocks, List<BlockRef> into) {
    int room = maxBlocks;
    while (room > 0) {
      StartedPiece piece = nextPiece(asker);
      if (piece == null) {
        return maxBlocks - room + pickBusy(asker, room, into);
      }
      room -= pickFree(asker, piece, room, into);
    }
    return maxBlocks - room;
  }

  /** Replaces what somebody needs by a certain time. */
  public void expect(DuePieces due) {
    duePicker.expect(due);
  }

  /**
   * Adds to {@code into} the blocks of due pieces that the peer is quick enough for, the soonest
   * first, and notes them as asked for; {@link #pick} gives it the rest of its work.
   *
   * @return how many were added
   */
  public int pickDue(Asker asker, int maxBlocks, Punctuality punctuality, List<BlockRef> into) {
    return duePicker.pick(asker, maxBlocks, punctuality, into);
  }

  /** Returns whether a due piece is wanted and has blocks that nobody is asked for. */
  public boolean hasOpenBlocks(DuePieces.DuePiece piece) {
    return duePicker.hasOpen(piece);
  }

  /**
   * Adds to {@code into} a block of a due piece that others owe and will bring too late, and notes
   * it as asked from this peer too. The first to arrive counts; the others are cancelled.
   *
   * @return whether there was one
   */
  public boolean pickLate(
      Asker asker, DuePieces.DuePiece piece, Punctuality punctuality, List<BlockRef> into) {
    return duePicker.pickLate(asker, piece, punctuality, into);
  }

  private @Nullable StartedPiece nextPiece(Asker asker) {
    for (Priority priority : BEST_FIRST) {
      StartedPiece piece = nextPiece(asker, priority);
      if (piece != null) {
        return piece;
      }
    }
    return lastResort(asker);
  }

  private @Nullable StartedPiece nextPiece(Asker asker, Priority priority) {
    boolean keepsToItself =
        asker.manner() == Manner.WHOLE_PIECES || asker.manner() == Manner.ON_PAROLE;
    StartedPiece piece = keepsToItself ? own(asker, priority) : shared(asker, priority);
    if (piece == null) {
      piece = begin(asker, priority);
    }
    return piece == null && asker.manner() == Manner.WHOLE_PIECES ? shared(asker, priority) : piece;
  }

  private @Nullable StartedPiece own(Asker asker, Priority priority) {
    List<StartedPiece> pieces = started.withFree();
    for (int i = 0; i < pieces.size(); i++) {
      StartedPiece piece = pieces.get(i);
      if (piece.isOnlyFrom(asker.peer()) && isOffered(piece, asker, priority)) {
        return piece;
      }
    }
    return null;
  }

  private @Nullable StartedPiece shared(Asker asker, Priority priority) {
    StartedPiece best = null;
    List<StartedPiece> pieces = started.withFree();
    for (int i = 0; i < pieces.size(); i++) {
      StartedPiece piece = pieces.get(i);
      if ((best == null || piece.freeCount() < best.freeCount())
          && isOffered(piece, asker, priority)
          && !piece.isClosedTo(asker.peer())) {
        best = piece;
      }
    }
    return best;
  }

  private boolean isOffered(StartedPiece piece, Asker asker, Priority priority) {
    return wanted.priority(piece.index()) == priority && asker.offers().has(piece.index());
  }

  private @Nullable StartedPiece begin(Asker asker, Priority priority) {
    RarityOrder order = wanted.order(priority);
    if (order.size() == 0 || !mayBegin(asker.peer()) || !wanted.hasUntouchedOf(asker.offers())) {
      return null;
    }
    int index = choose(order, asker);
    if (index < 0) {
      return null;
    }
    StartedPiece piece = ledger.begin(index);
    if (asker.manner() == Manner.ON_PAROLE) {
      piece.setApartFor(asker.peer());
    }
    return piece;
  }

  private boolean mayBegin(PeerKey peer) {
    int inFlight = piecesInFlight();
    return inFlight < maxPieces || (inFlight < maxPiecesForIdle && requestedFrom(peer) == 0);
  }

  private int choose(RarityOrder order, Asker asker) {
    if (wanted.hereCount() < RANDOM_FIRST_PIECES) {
      return order.any(asker.offers());
    }
    return asker.manner() == Manner.SNUBBED
        ? order.commonest(asker.offers())
        : order.rarest(asker.offers());
  }

  /**
   * Returns a started piece against the manners, for a peer that has nothing else to give: pieces
   * that are set apart must not keep a download from its end.
   */
  private @Nullable StartedPiece lastResort(Asker asker) {
    if (requestedFrom(asker.peer()) > 0 || wanted.hasUntouchedOf(asker.offers())) {
      return null;
    }
    List<StartedPiece> pieces = started.withFree();
    for (int i = 0; i < pieces.size(); i++) {
      StartedPiece piece = pieces.get(i);
      if (asker.offers().has(piece.index())) {
        piece.share();
        return piece;
      }
    }
    return null;
  }

  /**
   * Asks for free blocks from the beginning of the piece; first those that the peer is not late
   * with.
   */
  private int pickFree(Asker asker, StartedPiece piece, int room, List<BlockRef> into) {
    int picked = 0;
    for (int block = piece.nextFree(0);
        block >= 0 && picked < room;
        block = piece.nextFree(block + 1)) {
      if (!piece.isAskedFrom(block, asker.peer())) {
        ledger.ask(asker.peer(), piece, block, into);
        picked++;
      }
    }
    if (picked == 0) {
      ledger.ask(asker.peer(), piece, piece.nextFree(0), into);
      picked++;
    }
    return picked;
  }

  private int pickBusy(Asker asker, int room, List<BlockRef> into) {
    boolean trusted = asker.manner() == Manner.SHARING || asker.manner() == Manner.WHOLE_PIECES;
    int left = Math.min(room, limits.maxEndGameRequests() - requestedFrom(asker.peer()));
    if (!trusted || left <= 0 || asker.relief() == Relief.NONE || !isEndGame()) {
      return 0;
    }
    List<StartedPiece> pieces = started.all();
    int most = left;
    int start = random.nextInt(pieces.size());
    for (int i = 0; i < pieces.size() && left > 0; i++) {
      StartedPiece piece = pieces.get((start + i) % pieces.size());
      if (wanted.isWanted(piece.index()) && asker.offers().has(piece.index())) {
        left -= pickBusy(asker, piece, left, into);
      }
    }
    return most - left;
  }

  private int pickBusy(Asker asker, StartedPiece piece, int room, List<BlockRef> into) {
    int picked = 0;
    for (int block = piece.blockCount() - 1; block >= 0 && picked < room; block--) {
      if (!piece.hasArrived(block)
          && piece.hasRoomForAsker(block)
          && !piece.isAskedFrom(block, asker.peer())
          && isReliefWelcome(asker, piece, block)) {
        ledger.ask(asker.peer(), piece, block, into);
        picked++;
      }
    }
    return picked;
  }

  private boolean isReliefWelcome(Asker asker, StartedPiece piece, int block) {
    BlockRef ref = ledger.block(piece, block);
    for (PeerKey owing : piece.otherAskers(block, asker.peer())) {
      if (!asker.relief().isWelcome(owing, ref)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Judges a block that came in; an accepted one is noted as arrived.
   *
   * <p>A single block that was {@linkplain Arrival.Verdict#NOT_ASKED not asked for} may still be
   * honest: the answer to a request that was cancelled, of a piece that has failed since.
   */
  public Arrival received(PeerKey peer, BlockRef block) {
    return ledger.received(peer, block);
  }

  /**
   * Opens a block to all again that the peer owes, because it refused (BEP 6, Reject Request) or is
   * overdue; if the block comes from there in the end, it is welcome. Does nothing if it owes no
   * such block.
   */
  public void reopen(PeerKey peer, BlockRef block) {
    ledger.reopen(peer, block);
  }

  /**
   * Opens every block to all again that the peer owes: it choked us and dropped our requests (BEP
   * 3; with the fast extension it rejects each instead), fell silent, or is gone. Blocks that were
   * on their way are welcome.
   */
  public void reopenAll(PeerKey peer) {
    ledger.reopenAll(peer);
  }

  /**
   * Notes that all blocks of the piece arrived and its hash fits.
   *
   * @return who gave its blocks, in the order of the blocks
   */
  public List<PeerKey> pieceVerified(int piece) {
    List<PeerKey> givers = ledger.givers(piece);
    ledger.markHave(piece);
    return givers;
  }

  /**
   * Forgets the blocks of a piece whose hash does not fit, or that storage could not keep; it is to
   * be fetched again.
   *
   * @return who gave its blocks, in the order of the blocks
   */
  public List<PeerKey> pieceFailed(int piece) {
    return ledger.abandon(piece);
  }

  /** Returns whether the peer has a piece that we want: whether to be interested (BEP 3). */
  public boolean isInteresting(PieceSet theirs) {
    return wanted.hasSomeOf(theirs);
  }

  /** Returns whether every piece that is not skipped is here. */
  public boolean isComplete() {
    return wanted.size() == 0;
  }

  /**
   * Returns whether every block that is wanted and that some peer has is asked for or here, and at
   * least one is still to come.
   */
  public boolean isEndGame() {
    return ledger.busyBlocks() > 0 && !wanted.hasUntouchedToBegin() && !ledger.hasFreeBlock();
  }

  /** Returns the pieces that are begun and lack blocks, in no order. */
  public List<Integer> unfinishedPieces() {
    return ledger.unfinishedPieces();
  }

  /** Returns how many pieces are begun, wanted and not verified. */
  public int piecesInFlight() {
    return ledger.piecesInFlight();
  }

  /** Returns how many blocks are asked for and still to come, each counted once. */
  public int requestedBlocks() {
    return ledger.busyBlocks();
  }

  /** Returns how many blocks the peer owes us, late ones left out. */
  public int requestedFrom(PeerKey peer) {
    return ledger.requestedFrom(peer);
  }

  /** Returns how many pieces are wanted and not here, those begun included. */
  public int remainingPieces() {
    return wanted.size();
  }
}
