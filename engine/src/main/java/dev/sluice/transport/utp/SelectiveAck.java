package dev.sluice.transport.utp;

import java.nio.ByteBuffer;
import java.util.BitSet;

/**
 * Which packets have come although one before them is missing: a bit for each from the second
 * behind the acknowledged one, for the first is the missing one (BEP 29, Selective ACK).
 *
 * <pre>
 *   acknowledged | missing | bit 0 | bit 1 | ... | bit 7 || bit 8 | ...
 * </pre>
 */
final class SelectiveAck {
  /** Nothing has come out of order. */
  static final SelectiveAck NONE = new SelectiveAck(new BitSet());

  /** We send the mask in words of so many bytes. */
  private static final int WORD_BYTES = 4;

  private final BitSet bits;

  private SelectiveAck(BitSet bits) {
    this.bits = bits;
  }

  /** Returns the one that says {@code bits}; these are copied. */
  static SelectiveAck of(BitSet bits) {
    return bits.isEmpty() ? NONE : new SelectiveAck((BitSet) bits.clone());
  }

  /**
   * Reads a mask from all that remains; of each byte the lowest bit comes first. It should be whole
   * words, but libtorrent's is not.
   */
  static SelectiveAck read(ByteBuffer mask) {
    return new SelectiveAck(BitSet.valueOf(mask));
  }

  /** Returns the mask as it travels, in whole words; empty if nothing came out of order. */
  byte[] toBytes() {
    int words = (bits.length() + WORD_BYTES * Byte.SIZE - 1) / (WORD_BYTES * Byte.SIZE);
    byte[] mask = new byte[words * WORD_BYTES];
    ByteBuffer.wrap(mask).put(bits.toByteArray());
    return mask;
  }

  boolean isEmpty() {
    return bits.isEmpty();
  }

  /** Returns the first set bit from {@code from} on, or -1. */
  int nextFrom(int from) {
    return bits.nextSetBit(from);
  }

  @Override
  public String toString() {
    return bits.toString();
  }
}
