package dev.sluice.model;

import java.util.Locale;

/**
 * A range of bytes of one piece: the unit of a request, 16 KiB except at a piece's end.
 *
 * @param pieceIndex the piece, from 0
 * @param begin first byte within the piece, from 0
 * @param length bytes, at least 1
 */
@Bep(3)
public record BlockRef(int pieceIndex, int begin, int length) {
  /** The length that clients request, in bytes; peers close on longer requests. */
  public static final int MAX_BYTES = 16 * 1024;

  public BlockRef {
    if (pieceIndex < 0 || begin < 0 || length < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "no such block: piece %d begin %d length %d",
              pieceIndex,
              begin,
              length));
    }
  }

  /** Returns the block's place within its piece, counted in blocks of 16 KiB. */
  public int blockIndex() {
    return begin / MAX_BYTES;
  }
}
