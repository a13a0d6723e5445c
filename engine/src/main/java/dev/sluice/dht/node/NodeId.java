package dev.sluice.dht.node;

import dev.sluice.model.Bep;
import dev.sluice.model.Hex;
import dev.sluice.model.InfoHash;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.Random;

/**
 * A point of the table's key space, 160 bits: the name of a node, or a key that nodes keep things
 * under. How far two of them are apart is their exclusive or, read as a number (BEP 5).
 *
 * @param high bytes 0 to 7, big-endian
 * @param middle bytes 8 to 15, big-endian
 * @param low bytes 16 to 19, big-endian
 */
@Bep(5)
public record NodeId(long high, long middle, int low) {
  /** Length in bytes. */
  public static final int BYTES = 20;

  /** Length in bits. */
  public static final int BITS = 8 * BYTES;

  /** Returns the id that an info-hash is, taken as a key. */
  public static NodeId of(InfoHash infoHash) {
    return new NodeId(infoHash.high(), infoHash.middle(), infoHash.low());
  }

  /**
   * Returns the id that {@code bytes} holds.
   *
   * @throws IllegalArgumentException unless {@code bytes} has exactly 20 bytes
   */
  public static NodeId of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a node id has 20 bytes, not " + bytes.length);
    }
    return readFrom(ByteBuffer.wrap(bytes));
  }

  /** Reads the next 20 bytes of {@code buffer} and moves its position behind them. */
  public static NodeId readFrom(ByteBuffer buffer) {
    return new NodeId(buffer.getLong(), buffer.getLong(), buffer.getInt());
  }

  /** Returns an id that is equally likely to be any. */
  public static NodeId random(Random random) {
    return new NodeId(random.nextLong(), random.nextLong(), random.nextInt());
  }

  /** Returns the order of ids by their distance to this one, nearest first. */
  public Comparator<NodeId> nearestFirst() {
    return this::compareDistance;
  }

  /**
   * Compares the distances of {@code a} and {@code b} to this id; negative if {@code a} is near.
   */
  public int compareDistance(NodeId a, NodeId b) {
    int order = Long.compareUnsigned(high ^ a.high, high ^ b.high);
    if (order == 0) {
      order = Long.compareUnsigned(middle ^ a.middle, middle ^ b.middle);
    }
    return order == 0 ? Integer.compareUnsigned(low ^ a.low, low ^ b.low) : order;
  }

  /** Returns how many bits the two begin with in common, 0 to 160. */
  public int sharedBits(NodeId other) {
    if (high != other.high) {
      return Long.numberOfLeadingZeros(high ^ other.high);
    }
    if (middle != other.middle) {
      return 64 + Long.numberOfLeadingZeros(middle ^ other.middle);
    }
    return 128 + Integer.numberOfLeadingZeros(low ^ other.low);
  }

  /**
   * Returns an id that begins with the same {@code bits} bits, 0 to 160, and is random behind them.
   */
  public NodeId randomSharing(int bits, Random random) {
    NodeId chance = random(random);
    long highMask = leadingOnes(bits);
    long middleMask = leadingOnes(bits - 64);
    int lowMask = (int) (leadingOnes(bits - 128) >>> 32);
    return new NodeId(
        high & highMask | chance.high & ~highMask,
        middle & middleMask | chance.middle & ~middleMask,
        low & lowMask | chance.low & ~lowMask);
  }

  private static long leadingOnes(int count) {
    if (count <= 0) {
      return 0;
    }
    return count >= 64 ? -1L : -1L << (64 - count);
  }

  /** Returns this key as an info-hash. */
  public InfoHash toInfoHash() {
    return new InfoHash(high, middle, low);
  }

  /** Writes the 20 bytes to {@code buffer}. */
  public void writeTo(ByteBuffer buffer) {
    buffer.putLong(high).putLong(middle).putInt(low);
  }

  /** Returns a new array of the 20 bytes. */
  public byte[] toBytes() {
    byte[] bytes = new byte[BYTES];
    writeTo(ByteBuffer.wrap(bytes));
    return bytes;
  }

  /** Returns 40 lower-case hexadecimal digits. */
  @Override
  public String toString() {
    return Hex.of(toBytes());
  }
}
