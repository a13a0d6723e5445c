package dev.sluice.swarm.picking;

import dev.sluice.swarm.peer.PeerKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * A piece with at least one block that was asked for: whom each block is asked from, who gave it.
 *
 * <p>A block is <em>free</em> (to be asked for), <em>busy</em> (asked from somebody who is expected
 * to answer) or has <em>arrived</em>. A peer that is late, after a time-out or a choke, stays noted
 * so that its answer is welcome, but does not keep the block busy.
 */
final class StartedPiece {
  private static final int NOBODY = 0;
  private static final int SEVERAL = Integer.MIN_VALUE;

  private final int index;
  private final int maxAskers;

  /**
   * {@code maxAskers} notes for each block: 0, or the peer's number plus 1, negative if it is late.
   */
  private final int[] notes;

  private final BitSet free;
  private final BitSet arrived;
  private int freeCount;
  private int arrivedCount;
  private int onlyPeer = NOBODY;
  private int owner = NOBODY;

  /** Where the piece lies in the list of pieces with free blocks, -1 if it does not. */
  int placeAmongFree = -1;

  StartedPiece(int index, int blockCount, int maxAskers) {
    this.index = index;
    this.maxAskers = maxAskers;
    this.notes = new int[blockCount * maxAskers];
    this.free = new BitSet(blockCount);
    this.arrived = new BitSet(blockCount);
    this.freeCount = blockCount;
    free.set(0, blockCount);
  }

  private static int note(PeerKey peer) {
    return peer.number() + 1;
  }

  private static PeerKey peer(int note) {
    return new PeerKey(Math.abs(note) - 1);
  }

  int index() {
    return index;
  }

  int blockCount() {
    return notes.length / maxAskers;
  }

  int freeCount() {
    return freeCount;
  }

  int busyCount() {
    return blockCount() - freeCount - arrivedCount;
  }

  boolean hasArrived(int block) {
    return arrived.get(block);
  }

  boolean isFree(int block) {
    return free.get(block);
  }

  /** Returns the first free block at or behind {@code from}, or -1. */
  int nextFree(int from) {
    return free.nextSetBit(from);
  }

  /** Returns whether nobody but {@code peer} was ever asked for a block of this piece. */
  boolean isOnlyFrom(PeerKey peer) {
    return onlyPeer == note(peer);
  }

  /** Sets the piece apart for one peer. */
  void setApartFor(PeerKey peer) {
    owner = note(peer);
  }

  /** Opens the piece to all. */
  void share() {
    owner = NOBODY;
  }

  /** Returns whether the piece is set apart for another than {@code peer}. */
  boolean isClosedTo(PeerKey peer) {
    return owner != NOBODY && owner != note(peer);
  }

  boolean isSetApartFor(PeerKey peer) {
    return owner == note(peer);
  }

  /** Returns whether the block was asked from the peer, however long ago. */
  boolean isAskedFrom(int block, PeerKey peer) {
    int note = note(peer);
    for (int i = block * maxAskers; i < (block + 1) * maxAskers; i++) {
      if (Math.abs(notes[i]) == note) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether one more peer may be asked for the block. */
  boolean hasRoomForAsker(int block) {
    for (int i = block * maxAskers; i < (block + 1) * maxAskers; i++) {
      if (notes[i] <= 0) {
        return true;
      }
    }
    return false;
  }

  /** Notes that the peer is asked; there must be room, and the peer not be asked already. */
  void ask(int block, PeerKey peer) {
    int note = note(peer);
    notes[noteFor(block, note)] = note;
    onlyPeer = onlyPeer == NOBODY || onlyPeer == note ? note : SEVERAL;
    if (free.get(block)) {
      free.clear(block);
      freeCount--;
    }
  }

  /**
   * Returns where to note a peer: over its own late note, else a blank, else somebody's late one.
   */
  private int noteFor(int block, int note) {
    int best = -1;
    for (int i = block * maxAskers; i < (block + 1) * maxAskers; i++) {
      if (notes[i] == -note) {
        return i;
      }
      if (notes[i] == NOBODY || (notes[i] < 0 && best < 0)) {
        best = i;
      }
    }
    return best;
  }

  /** Notes that the peer gave the block, and forgets whom else it was asked from. */
  void arrive(int block, PeerKey giver) {
    int first = block * maxAskers;
    Arrays.fill(notes, first, first + maxAskers, NOBODY);
    notes[first] = note(giver);
    if (free.get(block)) {
      free.clear(block);
      freeCount--;
    }
    arrived.set(block);
    arrivedCount++;
  }

  /** Returns who was asked for the block besides {@code giver}, late ones included. */
  List<PeerKey> otherAskers(int block, PeerKey giver) {
    List<PeerKey> others = List.of();
    for (int i = block * maxAskers; i < (block + 1) * maxAskers; i++) {
      if (notes[i] != NOBODY && Math.abs(notes[i]) != note(giver)) {
        others = others.isEmpty() ? new ArrayList<>(maxAskers) : others;
        others.add(peer(notes[i]));
      }
    }
    return others;
  }

  /** Returns whether the peer is expected to answer with the block. */
  boolean isOwedBy(int block, PeerKey peer) {
    return !arrived.get(block) && placeOfOwed(block, note(peer)) >= 0;
  }

  /** Returns who is expected to answer with the block. */
  List<PeerKey> owers(int block) {
    List<PeerKey> owers = new ArrayList<>(maxAskers);
    for (int i = block * maxAskers; i < (block + 1) * maxAskers; i++) {
      if (notes[i] > 0) {
        owers.add(peer(notes[i]));
      }
    }
    return owers;
  }

  /** Notes that the peer, who owes the block, is late. */
  void doubt(int block, PeerKey peer) {
    notes[placeOfOwed(block, note(peer))] = -note(peer);
    freeIfNobodyOwes(block);
  }

  private int placeOfOwed(int block, int note) {
    for (int i = block * maxAskers; i < (block + 1) * maxAskers; i++) {
      if (notes[i] == note) {
        return i;
      }
    }
    return -1;
  }

  private void freeIfNobodyOwes(int block) {
    for (int i = block * maxAskers; i < (block + 1) * maxAskers; i++) {
      if (notes[i] > 0) {
        return;
      }
    }
    free.set(block);
    freeCount++;
  }

  /** Returns the givers of the blocks that arrived, in the order of the blocks. */
  List<PeerKey> givers() {
    List<PeerKey> givers = new ArrayList<>(arrivedCount);
    for (int block = arrived.nextSetBit(0); block >= 0; block = arrived.nextSetBit(block + 1)) {
      givers.add(peer(notes[block * maxAskers]));
    }
    return givers;
  }
}
