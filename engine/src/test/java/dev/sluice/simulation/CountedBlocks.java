package dev.sluice.simulation;

import dev.sluice.model.BlockBuffer;
import dev.sluice.model.BlockBufferSource;
import dev.sluice.model.BlockRef;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/** Memory for payloads that never runs out and knows who has not given it back. */
final class CountedBlocks implements BlockBufferSource {
  private final ArrayDeque<byte[]> free;
  private int leased;
  private int mostLeased;

  /** Takes memory from {@code free} before it makes some. */
  CountedBlocks(ArrayDeque<byte[]> free) {
    this.free = free;
  }

  @Override
  public BlockBuffer lease(int length) {
    leased++;
    mostLeased = Math.max(mostLeased, leased);
    byte[] memory = free.poll();
    return new Lease(memory == null ? new byte[BlockRef.MAX_BYTES] : memory, length);
  }

  int leased() {
    return leased;
  }

  int mostLeased() {
    return mostLeased;
  }

  private final class Lease implements BlockBuffer {
    private final byte[] memory;
    private final ByteBuffer bytes;
    private boolean released;

    Lease(byte[] memory, int length) {
      this.memory = memory;
      this.bytes = ByteBuffer.wrap(memory, 0, length);
    }

    @Override
    public ByteBuffer bytes() {
      if (released) {
        throw new IllegalStateException("a block buffer was touched after its release");
      }
      return bytes;
    }

    @Override
    public void release() {
      if (released) {
        throw new IllegalStateException("a block buffer was released twice");
      }
      released = true;
      leased--;
      free.push(memory);
    }
  }
}
