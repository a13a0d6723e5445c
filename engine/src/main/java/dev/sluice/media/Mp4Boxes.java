package dev.sluice.media;

import java.nio.ByteBuffer;

/** Walks through boxes that lie behind one another in memory. */
final class Mp4Boxes {
  private static final int HEADER_BYTES = 8;

  private final ByteBuffer bytes;
  private final long position;
  private int next;
  private int begin;
  private int end;

  /**
   * Walks through {@code bytes}.
   *
   * @param position where they lie in the file
   */
  Mp4Boxes(ByteBuffer bytes, long position) {
    this.bytes = bytes;
    this.position = position;
  }

  /**
   * Goes to the next box; returns whether there is one.
   *
   * @throws MediaException if it does not fit into what it lies in
   */
  boolean next() throws MediaException {
    if (bytes.limit() - next < HEADER_BYTES) {
      return false; // QuickTime ends lists with four zeros
    }
    long size = bytes.getInt(next) & 0xFFFF_FFFFL;
    if (size < HEADER_BYTES || size > bytes.limit() - next) {
      throw new MediaException(position + next, "a box that fits into its parent");
    }
    begin = next;
    end = next + (int) size;
    next = end;
    return true;
  }

  String type() {
    return Mp4Parser.type(bytes, begin + 4);
  }

  /** Returns what is in the box. */
  ByteBuffer content() {
    return bytes.duplicate().limit(end).position(begin + HEADER_BYTES).slice();
  }

  /** Returns the boxes in the box. */
  Mp4Boxes inside() {
    return new Mp4Boxes(content(), position + begin + HEADER_BYTES);
  }
}
