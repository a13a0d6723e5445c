package dev.sluice.bencode;

import java.nio.ByteBuffer;

/**
 * Where the bencoded form of a list or dictionary stands, if it was decoded, and how long it is.
 *
 * @param bytes what was decoded; empty for a value that was built
 * @param start first byte of the value in {@code bytes}
 * @param length bytes of the value, also if it was built
 */
record Source(byte[] bytes, int start, int length) {
  private static final byte[] NONE = {};

  /** Returns the source of a value that was built and takes {@code length} bytes. */
  static Source built(int length) {
    return new Source(NONE, 0, length);
  }

  /** Returns whether the value was decoded. */
  boolean isDecoded() {
    return bytes != NONE;
  }

  /** Returns a read-only view of the value's bytes; only for a decoded one. */
  ByteBuffer view() {
    return ByteBuffer.wrap(bytes, start, length).slice().asReadOnlyBuffer();
  }

  /** Copies the value's bytes to {@code target} and returns the index behind them. */
  int copyTo(byte[] target, int at) {
    System.arraycopy(bytes, start, target, at, length);
    return at + length;
  }
}
