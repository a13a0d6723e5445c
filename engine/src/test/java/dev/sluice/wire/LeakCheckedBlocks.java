package dev.sluice.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.BlockBuffer;
import dev.sluice.model.BlockBufferSource;
import dev.sluice.model.BlockRef;
import java.nio.ByteBuffer;

/**
 * A source of block buffers that knows how many are out, and allows nothing that its contract
 * forbids.
 */
final class LeakCheckedBlocks implements BlockBufferSource {
  private int leased;

  @Override
  public BlockBuffer lease(int length) {
    assertThat(length).as("leased length").isBetween(1, BlockRef.MAX_BYTES);
    leased++;
    return new Lease(ByteBuffer.allocate(length));
  }

  /** Returns how many leases nobody has given back. */
  int leased() {
    return leased;
  }

  private final class Lease implements BlockBuffer {
    private final ByteBuffer bytes;
    private boolean released;

    private Lease(ByteBuffer bytes) {
      this.bytes = bytes;
    }

    @Override
    public ByteBuffer bytes() {
      assertThat(released).as("touched after release").isFalse();
      return bytes;
    }

    @Override
    public void release() {
      assertThat(released).as("released twice").isFalse();
      released = true;
      leased--;
    }
  }
}
