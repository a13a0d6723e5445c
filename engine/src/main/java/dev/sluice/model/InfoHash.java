package dev.sluice.model;

import java.nio.ByteBuffer;

/**
 * The SHA-1 digest of a torrent's info dictionary as it stood in its file, 20 bytes: the name of a
 * torrent between peers, trackers and DHT nodes.
 *
 * @param high bytes 0 to 7, big-endian
 * @param middle bytes 8 to 15, big-endian
 * @param low bytes 16 to 19, big-endian
 */
@Bep(3)
public record InfoHash(long high, long middle, int low) implements Comparable<InfoHash> {
  /** Length in bytes. */
  public static final int BYTES = 20;

  /**
   * Returns the info-hash that {@code digest} holds.
   *
   * @throws IllegalArgumentException unless {@code digest} has exactly 20 bytes
   */
  public static InfoHash of(byte[] digest) {
    if (digest.length != BYTES) {
      throw new IllegalArgumentException("an info-hash has 20 bytes, not " + digest.length);
    }
    return readFrom(ByteBuffer.wrap(digest));
  }

  /** Reads the next 20 bytes of {@code buffer} and moves its position behind them. */
  public static InfoHash readFrom(ByteBuffer buffer) {
    return new InfoHash(buffer.getLong(), buffer.getLong(), buffer.getInt());
  }

  /**
   * Returns the info-hash written as 40 hexadecimal digits, upper or lower case.
   *
   * @throws IllegalArgumentException if {@code hex} is anything else
   */
  public static InfoHash parseHex(String hex) {
    if (hex.length() != 2 * BYTES) {
      throw new IllegalArgumentException("an info-hash has 40 hexadecimal digits: " + hex);
    }
    return of(Hex.parse(hex));
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
  public String toHex() {
    return Hex.of(toBytes());
  }

  @Override
  public int compareTo(InfoHash other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    int byMiddle = byHigh != 0 ? byHigh : Long.compareUnsigned(middle, other.middle);
    return byMiddle != 0 ? byMiddle : Integer.compareUnsigned(low, other.low);
  }

  @Override
  public String toString() {
    return toHex();
  }
}
