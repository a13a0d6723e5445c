package dev.sluice.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * The 20 bytes by which a client names itself in handshakes and announces (BEP 20).
 *
 * @param high bytes 0 to 7, big-endian
 * @param middle bytes 8 to 15, big-endian
 * @param low bytes 16 to 19, big-endian
 */
@Bep({3, 20})
public record PeerId(long high, long middle, int low) implements Comparable<PeerId> {
  /** Length in bytes. */
  public static final int BYTES = 20;

  /** The Azureus-style prefix of this client: two letters and four digits of the version. */
  private static final byte[] PREFIX =
      ("-SL" + Version.DIGITS + "-").getBytes(StandardCharsets.US_ASCII);

  /** Returns a fresh id of this client: the prefix, then 12 random bytes. */
  public static PeerId random(Random random) {
    long prefix = ByteBuffer.wrap(PREFIX).getLong();
    return new PeerId(prefix, random.nextLong(), random.nextInt());
  }

  /**
   * Returns the id that {@code bytes} holds.
   *
   * @throws IllegalArgumentException unless {@code bytes} has exactly 20 bytes
   */
  public static PeerId of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a peer id has 20 bytes, not " + bytes.length);
    }
    return readFrom(ByteBuffer.wrap(bytes));
  }

  /** Reads the next 20 bytes of {@code buffer} and moves its position behind them. */
  public static PeerId readFrom(ByteBuffer buffer) {
    return new PeerId(buffer.getLong(), buffer.getLong(), buffer.getInt());
  }

  /** Writes the 20 bytes to {@code buffer}. */
  public void writeTo(ByteBuffer buffer) {
    buffer.putLong(high).putLong(middle).putInt(low);
  }

  /** Compares as numbers without sign, or, what is the same, byte by byte. */
  @Override
  public int compareTo(PeerId other) {
    int order = Long.compareUnsigned(high, other.high);
    if (order == 0) {
      order = Long.compareUnsigned(middle, other.middle);
    }
    return order == 0 ? Integer.compareUnsigned(low, other.low) : order;
  }

  /** Returns a new array of the 20 bytes. */
  public byte[] toBytes() {
    byte[] bytes = new byte[BYTES];
    writeTo(ByteBuffer.wrap(bytes));
    return bytes;
  }

  /** Returns the id as text, each byte that is no printable ASCII shown as a dot. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(BYTES);
    for (byte b : toBytes()) {
      text.append(b >= ' ' && b < 0x7f ? (char) b : '.');
    }
    return text.toString();
  }
}
