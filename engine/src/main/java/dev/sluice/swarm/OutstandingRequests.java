package dev.sluice.swarm;

import dev.sluice.model.BlockRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The blocks asked from one peer and not yet here, oldest first. Peers answer in order, so looking
 * one up is short.
 *
 * <p>A request that was cancelled is answered all the same by peers that speak the fast extension,
 * with the block or with a reject (BEP 6). Until then it is remembered: the answer must not be
 * taken for one to a later request for the same block.
 *
 * <p>Owned by the torrent actor.
 */
final class OutstandingRequests {
  /** Stands for a time when a request was never made. */
  static final long NONE = Long.MIN_VALUE;

  /** Cancelled requests that are remembered: of more, the eldest were answered or never will be. */
  static final int MAX_CANCELLED = 500;

  private final ArrayDeque<Entry> entries = new ArrayDeque<>();
  private final ArrayDeque<BlockRef> cancelled = new ArrayDeque<>();

  /** Returns how many there are. */
  int size() {
    return entries.size();
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  void add(BlockRef block, long nowNanos) {
    entries.add(new Entry(block, nowNanos));
  }

  /**
   * Notes that the block has come; returns when it was asked for, or {@link #NONE} if it was not.
   */
  long onBlock(BlockRef block) {
    cancelled.remove(block);
    return take(block);
  }

  /** Takes a request out that is cancelled; returns whether there was one. */
  boolean cancel(BlockRef block) {
    if (take(block) == NONE) {
      return false;
    }
    if (cancelled.size() == MAX_CANCELLED) {
      cancelled.remove();
    }
    cancelled.add(block);
    return true;
  }

  /**
   * Takes a request out that the peer refuses; returns whether there was one. The answer to a
   * cancel refuses nothing.
   */
  boolean refuse(BlockRef block) {
    return !cancelled.remove(block) && take(block) != NONE;
  }

  private long take(BlockRef block) {
    for (Iterator<Entry> each = entries.iterator(); each.hasNext(); ) {
      Entry entry = each.next();
      if (entry.block.equals(block)) {
        each.remove();
        return entry.askedNanos;
      }
    }
    return NONE;
  }

  /** Takes all requests of a piece out; returns them in their order. */
  List<BlockRef> removeAllOf(int pieceIndex) {
    List<BlockRef> removed = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.block.pieceIndex() == pieceIndex) {
        removed.add(entry.block);
      }
    }
    entries.removeIf(entry -> entry.block.pieceIndex() == pieceIndex);
    return removed;
  }

  /** Returns how many requests were made before this one and are still open; -1 if it is not. */
  int position(BlockRef block) {
    int position = 0;
    for (Entry entry : entries) {
      if (entry.block.equals(block)) {
        return position;
      }
      position++;
    }
    return -1;
  }

  /** Returns when the oldest request was made; there must be one. */
  long oldestNanos() {
    return entries.element().askedNanos;
  }

  /** Returns how many were asked for before this one, or -1 if it is not here. */
  int placeOf(BlockRef block) {
    int place = 0;
    for (Entry entry : entries) {
      if (entry.block.equals(block)) {
        return place;
      }
      place++;
    }
    return -1;
  }

  /** Returns the blocks, oldest first. */
  List<BlockRef> blocks() {
    List<BlockRef> blocks = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      blocks.add(entry.block);
    }
    return blocks;
  }

  void clear() {
    entries.clear();
  }

  private record Entry(BlockRef block, long askedNanos) {}
}
