package dev.sluice.swarm.picking;

import dev.sluice.model.PieceSet;
import java.util.Arrays;
import java.util.Random;

/**
 * Pieces ordered by how many peers have them, the rarest first, pieces of equal rarity shuffled.
 *
 * <p>One array holds the pieces, level by level; a second one holds where each level ends:
 *
 * <pre>
 *   pieces   7 2 | 9 0 4 | 1      level 0: 7 2, level 1: 9 0 4, level 2: 1
 *   ends     2     5       6
 * </pre>
 *
 * A piece that gains a peer changes places with the last one of its level, and the border moves
 * over it: constant time. Adding and removing moves one piece per level, however many pieces there
 * are; so there is never anything to sort.
 */
final class RarityOrder {
  private final int[] places;
  private final Random random;
  private int[] pieces = new int[16];
  private int[] ends = new int[4];
  private int size;

  /**
   * Makes an empty order.
   *
   * @param places where each piece lies in the order that holds it; several orders may share the
   *     array if no piece is in two of them
   * @param random shuffles
   */
  RarityOrder(int[] places, Random random) {
    this.places = places;
    this.random = random;
  }

  int size() {
    return size;
  }

  /** Returns how many pieces are at {@code level} or below. */
  int sizeUpTo(int level) {
    return level < 0 ? 0 : ends[Math.min(level, ends.length - 1)];
  }

  /** Adds a piece that is in no order. */
  void add(int piece, int level) {
    reserve(level);
    int hole = size++;
    for (int l = ends.length - 1; l > level; l--) {
      move(ends[l - 1], hole);
      hole = ends[l - 1];
      ends[l]++;
    }
    put(piece, hole);
    ends[level]++;
    shuffle(piece, level);
  }

  private void reserve(int level) {
    if (size == pieces.length) {
      pieces = Arrays.copyOf(pieces, 2 * size);
    }
    int levels = ends.length;
    if (level >= levels) {
      ends = Arrays.copyOf(ends, Math.max(level + 1, 2 * levels));
      Arrays.fill(ends, levels, ends.length, size);
    }
  }

  /** Removes a piece that is in this order at {@code level}. */
  void remove(int piece, int level) {
    int hole = places[piece];
    for (int l = level; l < ends.length; l++) {
      int last = --ends[l];
      move(last, hole);
      hole = last;
    }
    size--;
  }

  /** Moves a piece from {@code level} to the one above. */
  void raise(int piece, int level) {
    reserve(level + 1);
    swap(places[piece], --ends[level]);
    shuffle(piece, level + 1);
  }

  /** Moves a piece from {@code level}, at least 1, to the one below. */
  void lower(int piece, int level) {
    swap(places[piece], ends[level - 1]++);
    shuffle(piece, level - 1);
  }

  private void shuffle(int piece, int level) {
    int start = level == 0 ? 0 : ends[level - 1];
    swap(places[piece], start + random.nextInt(ends[level] - start));
  }

  private void swap(int place, int other) {
    int piece = pieces[place];
    put(pieces[other], place);
    put(piece, other);
  }

  /** Fills a hole; of an empty level there is nothing to move, the hole is what it ends at. */
  private void move(int place, int hole) {
    if (place != hole) {
      put(pieces[place], hole);
    }
  }

  private void put(int piece, int place) {
    pieces[place] = piece;
    places[piece] = place;
  }

  /** Returns the rarest piece among those offered, or -1. */
  int rarest(PieceSet offers) {
    return firstOffered(offers, 0, size);
  }

  /** Returns the commonest piece among those offered, or -1. */
  int commonest(PieceSet offers) {
    for (int i = size - 1; i >= 0; i--) {
      if (offers.has(pieces[i])) {
        return pieces[i];
      }
    }
    return -1;
  }

  /** Returns a random piece among those offered, or -1. */
  int any(PieceSet offers) {
    if (size == 0) {
      return -1;
    }
    int start = random.nextInt(size);
    int found = firstOffered(offers, start, size);
    return found >= 0 ? found : firstOffered(offers, 0, start);
  }

  private int firstOffered(PieceSet offers, int from, int to) {
    for (int i = from; i < to; i++) {
      if (offers.has(pieces[i])) {
        return pieces[i];
      }
    }
    return -1;
  }
}
