package dev.sluice.swarm;

import dev.sluice.api.PeerSource;
import dev.sluice.api.TorrentState;
import dev.sluice.model.BlockPrints;
import dev.sluice.model.PeerAddress;
import dev.sluice.swarm.peer.IncomingPeer;
import dev.sluice.swarm.peer.PeerEvent;
import dev.sluice.swarm.picking.DuePieces;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Where a torrent is in its life. Only {@link Transferring} has peers and a picker. */
sealed interface Phase
    permits Phase.Inspecting,
        Phase.Checking,
        Phase.Preparing,
        Phase.Resting,
        Phase.Leaving,
        Transferring {
  /** Something came of a connection; where nobody is to be a peer, it is ended. */
  default void onPeer(PeerEvent event, long nowNanos) {
    event.decline();
  }

  /** A peer has called us; where nobody is to be a peer, it is sent away. */
  default void onArrived(IncomingPeer incoming, long nowNanos) {
    incoming.refuse();
  }

  /** Addresses of peers have been found. */
  default void onFound(List<PeerAddress> addresses, PeerSource source) {}

  /** A tracker has taken us in: the peers that we look for now are its. */
  default void onTracker(URI tracker) {}

  /** A piece was complete and has a wrong hash. */
  default void onPieceCorrupt(int pieceIndex, BlockPrints prints) {}

  /** What is in the blocks of a good piece. */
  default void onFingerprints(int pieceIndex, BlockPrints prints) {}

  /** A check has come so far: returns the phase that says so. */
  default Phase checkedSoFar(long checkedBytes) {
    return this;
  }

  /** Somebody needs these pieces in time. */
  default void expect(DuePieces due, long nowNanos) {}

  /** Messages have been handled for now. */
  default void drained(long nowNanos) {}

  /** Returns whether nothing is wanted and nobody is here, so that little happens by itself. */
  default boolean isQuiet() {
    return false;
  }

  /** Lets go of all peers. */
  default void end() {}

  /** Resume data and files are looked at. */
  record Inspecting() implements Phase {}

  /**
   * Pieces are read and hashed.
   *
   * @param totalBytes how much there is to read
   * @param checkedBytes how much has been read
   */
  record Checking(long totalBytes, long checkedBytes) implements Phase {
    @Override
    public Phase checkedSoFar(long nextCheckedBytes) {
      return new Checking(totalBytes, nextCheckedBytes);
    }
  }

  /**
   * Files and folders are made.
   *
   * @param totalBytes how much is to be filled with zeros; 0 while nothing is
   * @param filledBytes how much has been
   */
  record Preparing(long totalBytes, long filledBytes) implements Phase {
    Preparing() {
      this(0, 0);
    }

    boolean isFilling() {
      return totalBytes > 0;
    }
  }

  /**
   * Nothing happens until the user says so.
   *
   * @param state paused or failed
   * @param problem what failed
   */
  record Resting(TorrentState state, Optional<String> problem) implements Phase {
    @Override
    public boolean isQuiet() {
      return true;
    }
  }

  /**
   * The last buffers are flushed, and trackers hear goodbye.
   *
   * @param storageClosed whether the disk is done
   * @param goodbyeSaid whether the trackers have had time enough
   */
  record Leaving(boolean storageClosed, boolean goodbyeSaid) implements Phase {
    Leaving() {
      this(false, false);
    }

    Leaving withStorageClosed() {
      return new Leaving(true, goodbyeSaid);
    }

    Leaving withGoodbyeSaid() {
      return new Leaving(storageClosed, true);
    }

    /** Returns whether nothing holds the torrent any more. */
    boolean isOver(boolean trackersHeard) {
      return storageClosed && (goodbyeSaid || trackersHeard);
    }
  }
}
