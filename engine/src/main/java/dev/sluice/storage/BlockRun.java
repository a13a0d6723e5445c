package dev.sluice.storage;

import dev.sluice.model.BlockBuffer;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Neighbouring blocks on their way to the disk with one write. Owned by its lane. */
final class BlockRun {
  /** One mebibyte at once; beyond that the system call no longer counts. */
  static final int MAX_BLOCKS = 64;

  private final BlockBuffer[] blocks = new BlockBuffer[MAX_BLOCKS];
  private final ByteBuffer[] bytes = new ByteBuffer[MAX_BLOCKS];
  private int count;
  private long offset;
  private long endOffset;

  /** Returns whether a block that begins at {@code blockOffset} can join. */
  boolean accepts(long blockOffset) {
    return count == 0 || (count < MAX_BLOCKS && blockOffset == endOffset);
  }

  /**
   * Adds a block that {@linkplain #accepts joins}.
   *
   * @param block [own] the payload; released with the run
   */
  void add(long blockOffset, BlockBuffer block) {
    ByteBuffer payload = block.bytes();
    if (count == 0) {
      offset = blockOffset;
      endOffset = blockOffset;
    }
    blocks[count] = block;
    bytes[count] = payload;
    count++;
    endOffset += payload.remaining();
  }

  /** Writes the blocks, releases them whether that succeeds or not, and is empty again. */
  void writeTo(TorrentFiles files, Workbench bench) throws StorageException {
    try {
      if (count > 0) {
        files.write(bench, offset, bytes, count);
      }
    } finally {
      clear();
    }
  }

  /** Releases the blocks unwritten. */
  @SuppressWarnings("NullAway") // An empty place holds null; nobody reads it before it is filled.
  void clear() {
    BlockBuffers.releaseAll(blocks, count);
    Arrays.fill(blocks, 0, count, null);
    Arrays.fill(bytes, 0, count, null);
    count = 0;
  }
}
