package dev.sluice.swarm;

import dev.sluice.model.BlockRef;
import java.util.ArrayDeque;
import java.util.Iterator;

/**
 * The blocks asked from one peer and not yet here, oldest first. Peers answer in order, so looking
 * one up is short.
 *
 * <p>Owned by the torrent actor.
 */
final class OutstandingRequests {
  private final ArrayDeque<Entry> entries = new ArrayDeque<>();

  /** Returns how many there are. */
  int size() {
    return entries.size();
  }

  void add(BlockRef block, long nowNanos) {
    entries.add(new Entry(block, nowNanos));
  }

  /** Takes a request out; returns when it was made, or -1 if there is none for this block. */
  long remove(BlockRef block) {
    for (Iterator<Entry> each = entries.iterator(); each.hasNext(); ) {
      Entry entry = each.next();
      if (entry.block.equals(block)) {
        each.remove();
        return entry.askedNanos;
      }
    }
    return -1;
  }

  /** Takes out the oldest request; returns its block. */
  BlockRef removeOldest() {
    return entries.remove().block;
  }

  void clear() {
    entries.clear();
  }

  /** Keeps only the requests for pieces that {@code kept} holds. */
  void retain(java.util.function.IntPredicate kept) {
    entries.removeIf(entry -> !kept.test(entry.block.pieceIndex()));
  }

  private record Entry(BlockRef block, long askedNanos) {}
}
