package dev.sluice.dht.node;

/**
 * The Castagnoli checksum of a few bytes, bit by bit: ids are drawn and looked at rarely, and the
 * library's own is missing on older phones.
 */
final class Crc32c {
  /** The polynomial 0x1edc6f41, its bits in reverse. */
  private static final int POLYNOMIAL = 0x82f63b78;

  private Crc32c() {}

  static int of(byte[] bytes) {
    int crc = -1;
    for (byte b : bytes) {
      crc ^= b & 0xff;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc >>> 1) ^ (POLYNOMIAL & -(crc & 1));
      }
    }
    return ~crc;
  }
}
