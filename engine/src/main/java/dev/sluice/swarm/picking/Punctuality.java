package dev.sluice.swarm.picking;

import dev.sluice.model.BlockRef;
import dev.sluice.swarm.peer.PeerKey;

/** What the picker asks about time when blocks are due. */
public interface Punctuality {
  /**
   * Returns whether a peer is a good choice for a block of a due piece: quick enough for the
   * deadline, or about as quick as anybody would be.
   *
   * @param pickedCount how many blocks it has been given just now, before this one
   */
  boolean suits(Asker asker, DuePieces.DuePiece piece, int pickedCount);

  /** Returns when a block will probably be here that a peer owes, by the torrent's clock. */
  long arrivalNanos(PeerKey peer, BlockRef block);

  /**
   * Returns whether it is worth asking a peer for a block of a due piece that others owe.
   *
   * @param expectedNanos when the block will be here without it
   */
  boolean saves(Asker asker, DuePieces.DuePiece piece, long expectedNanos);
}
