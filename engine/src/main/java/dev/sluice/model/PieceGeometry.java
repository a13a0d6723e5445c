package dev.sluice.model;

import java.util.Locale;

/**
 * How a torrent's bytes fall into pieces and blocks: the one home of index arithmetic.
 *
 * @param totalBytes length of all files together, padding included; may be 0
 * @param pieceBytes nominal piece length, at least 1; only the last piece may be shorter
 */
@Bep(3)
public record PieceGeometry(long totalBytes, int pieceBytes) {
  public PieceGeometry {
    if (totalBytes < 0 || pieceBytes < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "no such geometry: %d bytes in pieces of %d", totalBytes, pieceBytes));
    }
    if (Math.ceilDiv(totalBytes, pieceBytes) > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("too many pieces");
    }
  }

  /** Returns how many pieces there are; 0 for an empty torrent. */
  public int pieceCount() {
    return (int) Math.ceilDiv(totalBytes, (long) pieceBytes);
  }

  /** Returns whether {@code pieceIndex} names a piece. */
  public boolean hasPiece(int pieceIndex) {
    return pieceIndex >= 0 && pieceIndex < pieceCount();
  }

  /** Returns where the piece begins among all bytes of the torrent. */
  public long pieceOffset(int pieceIndex) {
    return (long) pieceIndex * pieceBytes;
  }

  /** Returns the length of the piece in bytes. */
  public int pieceBytes(int pieceIndex) {
    return (int) Math.min(pieceBytes, totalBytes - pieceOffset(pieceIndex));
  }

  /** Returns the length of all these pieces in bytes. */
  public long bytesOf(PieceSet pieces) {
    long bytes = 0;
    for (int i = pieces.next(0); i >= 0; i = pieces.next(i + 1)) {
      bytes += pieceBytes(i);
    }
    return bytes;
  }

  /** Returns how many blocks of 16 KiB the piece has, the last one perhaps shorter. */
  public int blockCount(int pieceIndex) {
    return Math.ceilDiv(pieceBytes(pieceIndex), BlockRef.MAX_BYTES);
  }

  /** Returns the block at {@code blockIndex}, from 0 to {@code blockCount(pieceIndex) - 1}. */
  public BlockRef block(int pieceIndex, int blockIndex) {
    int begin = blockIndex * BlockRef.MAX_BYTES;
    int length = Math.min(BlockRef.MAX_BYTES, pieceBytes(pieceIndex) - begin);
    return new BlockRef(pieceIndex, begin, length);
  }

  /** Returns where the block begins among all bytes of the torrent. */
  public long blockOffset(BlockRef block) {
    return pieceOffset(block.pieceIndex()) + block.begin();
  }

  /** Returns whether the range lies within a piece of this torrent, however long it is. */
  public boolean contains(BlockRef block) {
    return hasPiece(block.pieceIndex())
        && (long) block.begin() + block.length() <= pieceBytes(block.pieceIndex());
  }

  /** Returns whether {@code block} is exactly one that {@link #block} returns. */
  public boolean isAligned(BlockRef block) {
    return contains(block)
        && block.begin() % BlockRef.MAX_BYTES == 0
        && block.equals(block(block.pieceIndex(), block.blockIndex()));
  }
}
