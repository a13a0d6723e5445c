package dev.sluice.model;

/**
 * The Castagnoli checksum of a few bytes, bit by bit: addresses and ids are drawn and compared
 * rarely, and the library's own is missing on older phones.
 */
public final class Crc32c {
  /** The polynomial 0x1edc6f41, its bits in reverse. */
  private static final int POLYNOMIAL = 0x82f63b78;

  private Crc32c() {}

  /** Returns the checksum of {@code parts}, one behind the other, as 32 bits. */
  public static int of(byte[]... parts) {
    int crc = -1;
    for (byte[] part : parts) {
      crc = add(crc, part);
    }
    return ~crc;
  }

  private static int add(int before, byte[] bytes) {
    int crc = before;
    for (byte b : bytes) {
      crc ^= b & 0xff;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc >>> 1) ^ (POLYNOMIAL & -(crc & 1));
      }
    }
    return crc;
  }
}
