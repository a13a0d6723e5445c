package dev.sluice.media;

import java.nio.ByteBuffer;

/**
 * A number whose first byte tells how long it is: as many zeros as bytes follow (RFC 8794).
 *
 * @param value of an id with the leading one, of a size without
 * @param isUnknown whether it is the size of an element that ends where another begins
 */
record EbmlNumber(long value, boolean isUnknown) {
  private static final int MAX_ID_BYTES = 4;
  private static final int MAX_SIZE_BYTES = 8;

  /** Reads an id, its marker included. */
  static EbmlNumber id(ByteBuffer bytes, long position) throws MediaException {
    int length = length(bytes, position, MAX_ID_BYTES);
    return new EbmlNumber(take(bytes, length), false);
  }

  /** Reads a size. */
  static EbmlNumber size(ByteBuffer bytes, long position) throws MediaException {
    int length = length(bytes, position, MAX_SIZE_BYTES);
    long mask = (1L << (7 * length)) - 1;
    long value = take(bytes, length) & mask;
    return new EbmlNumber(value, value == mask);
  }

  private static int length(ByteBuffer bytes, long position, int maxBytes) throws MediaException {
    if (!bytes.hasRemaining()) {
      throw new MediaException(position, "an element");
    }
    int first = bytes.get(bytes.position()) & 0xFF;
    int length = Integer.numberOfLeadingZeros(first) - 23;
    if (length > maxBytes || length > bytes.remaining()) {
      throw new MediaException(position, "a number of at most " + maxBytes + " bytes");
    }
    return length;
  }

  private static long take(ByteBuffer bytes, int length) {
    long value = 0;
    for (int i = 0; i < length; i++) {
      value = value << 8 | bytes.get() & 0xFF;
    }
    return value;
  }
}
