package dev.sluice.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Gathers a known number of bytes in an array that grows with what has come.
 *
 * <p>So a peer that announces a megabyte and sends nothing costs us {@link #FIRST_BYTES}, and at
 * any time the array is at most twice as long as what it sent.
 */
final class GrowingBytes {
  /** The array's first length: more than nearly every extension message has. */
  static final int FIRST_BYTES = 1024;

  private byte[] bytes;
  private int count;
  private final int wantedBytes;

  GrowingBytes(int wantedBytes) {
    this.wantedBytes = wantedBytes;
    this.bytes = new byte[Math.min(wantedBytes, FIRST_BYTES)];
  }

  /** Takes what is still wanted of {@code input}; returns whether all is there. */
  boolean fillFrom(ByteBuffer input) {
    int taken = Math.min(input.remaining(), wantedBytes - count);
    ensureRoomFor(count + taken);
    input.get(bytes, count, taken);
    count += taken;
    return count == wantedBytes;
  }

  private void ensureRoomFor(int neededBytes) {
    if (neededBytes > bytes.length) {
      int doubled = (int) Math.min(wantedBytes, 2L * bytes.length);
      bytes = Arrays.copyOf(bytes, Math.max(neededBytes, doubled));
    }
  }

  /** Returns how much memory the bytes take at present. */
  int capacityBytes() {
    return bytes.length;
  }

  /** Returns the array, which then belongs to the caller; only when all bytes are there. */
  byte[] take() {
    return bytes;
  }
}
