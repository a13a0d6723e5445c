package dev.sluice.model;

import java.util.BitSet;
import java.util.Locale;

/**
 * A mutable set of piece indices of one torrent, as a have-set or a peer's bitfield.
 *
 * <p>Owned by whoever made it; {@link #copy} before handing it to another thread.
 */
@Bep(3)
public final class PieceSet {
  private final BitSet bits;
  private final int pieceCount;
  private int cardinality;

  /** Makes an empty set over pieces 0 to {@code pieceCount - 1}. */
  public PieceSet(int pieceCount) {
    this(pieceCount, new BitSet(pieceCount));
  }

  private PieceSet(int pieceCount, BitSet bits) {
    this.pieceCount = pieceCount;
    this.bits = bits;
    this.cardinality = bits.cardinality();
  }

  /** Returns a set that holds every piece. */
  public static PieceSet full(int pieceCount) {
    BitSet bits = new BitSet(pieceCount);
    bits.set(0, pieceCount);
    return new PieceSet(pieceCount, bits);
  }

  /**
   * Returns the set that a bitfield message carries: the highest bit of the first byte is piece 0.
   *
   * @throws IllegalArgumentException if the length does not fit or a spare bit is set (BEP 3)
   */
  public static PieceSet fromBitfield(int pieceCount, byte[] bitfield) {
    if (bitfield.length != bitfieldBytes(pieceCount)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "bitfield of %d bytes for %d pieces", bitfield.length, pieceCount));
    }
    BitSet bits = new BitSet(pieceCount);
    for (int i = 0; i < bitfield.length * 8; i++) {
      if ((bitfield[i >> 3] & (0x80 >> (i & 7))) != 0) {
        bits.set(i);
      }
    }
    if (bits.length() > pieceCount) {
      throw new IllegalArgumentException("bitfield sets a spare bit");
    }
    return new PieceSet(pieceCount, bits);
  }

  /** Returns how many bytes a bitfield over {@code pieceCount} pieces has. */
  public static int bitfieldBytes(int pieceCount) {
    return Math.ceilDiv(pieceCount, 8);
  }

  /** Returns the set as the payload of a bitfield message. */
  public byte[] toBitfield() {
    byte[] bitfield = new byte[bitfieldBytes(pieceCount)];
    for (int i = bits.nextSetBit(0); i >= 0; i = bits.nextSetBit(i + 1)) {
      bitfield[i >> 3] |= (byte) (0x80 >> (i & 7));
    }
    return bitfield;
  }

  /** Returns whether the piece is in the set. */
  public boolean has(int pieceIndex) {
    return bits.get(pieceIndex);
  }

  /** Adds the piece; returns whether it was missing. */
  public boolean add(int pieceIndex) {
    if (pieceIndex < 0 || pieceIndex >= pieceCount) {
      throw new IndexOutOfBoundsException("piece " + pieceIndex);
    }
    if (bits.get(pieceIndex)) {
      return false;
    }
    bits.set(pieceIndex);
    cardinality++;
    return true;
  }

  /** Removes the piece; returns whether it was there. */
  public boolean remove(int pieceIndex) {
    if (!bits.get(pieceIndex)) {
      return false;
    }
    bits.clear(pieceIndex);
    cardinality--;
    return true;
  }

  /** Returns the first piece at or behind {@code fromIndex} that is in the set, or -1. */
  public int next(int fromIndex) {
    return bits.nextSetBit(fromIndex);
  }

  /** Returns the first piece at or behind {@code fromIndex} that is missing, or -1. */
  public int nextMissing(int fromIndex) {
    int index = bits.nextClearBit(fromIndex);
    return index < pieceCount ? index : -1;
  }

  /** Returns whether some piece of {@code other} is here too. */
  public boolean hasSomeOf(PieceSet other) {
    return bits.intersects(other.bits);
  }

  /** Returns whether some piece of {@code other} is missing here. */
  public boolean lacksSomeOf(PieceSet other) {
    for (int i = other.next(0); i >= 0; i = other.next(i + 1)) {
      if (!bits.get(i)) {
        return true;
      }
    }
    return false;
  }

  /** Returns how many pieces are in the set. */
  public int size() {
    return cardinality;
  }

  /** Returns how many pieces the torrent has. */
  public int pieceCount() {
    return pieceCount;
  }

  /** Returns whether every piece is in the set. */
  public boolean isFull() {
    return cardinality == pieceCount;
  }

  /** Returns whether no piece is in the set. */
  public boolean isEmpty() {
    return cardinality == 0;
  }

  /** Returns an independent copy. */
  public PieceSet copy() {
    return new PieceSet(pieceCount, (BitSet) bits.clone());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PieceSet set && pieceCount == set.pieceCount && bits.equals(set.bits);
  }

  @Override
  public int hashCode() {
    return bits.hashCode();
  }

  @Override
  public String toString() {
    return cardinality + " of " + pieceCount + " pieces";
  }
}
