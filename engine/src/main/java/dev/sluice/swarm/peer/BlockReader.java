package dev.sluice.swarm.peer;

import dev.sluice.model.BlockRef;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Where the writer of a connection gets the payload that it sends. */
@FunctionalInterface
public interface BlockReader {
  /**
   * Reads a range of a verified piece, waiting for the disk.
   *
   * @param target receives exactly {@code block.length()} bytes
   * @throws IOException if the bytes cannot be read
   */
  void read(BlockRef block, ByteBuffer target) throws IOException, InterruptedException;
}
