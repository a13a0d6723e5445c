package dev.sluice.swarm.peer;

import dev.sluice.model.BlockRef;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** Where the writer of a connection gets the payload that it sends. */
@FunctionalInterface
public interface BlockReader {
  /**
   * Reads ranges of verified pieces, waiting for the disk.
   *
   * @param target receives the bytes of all blocks from its position on, in the order of the list
   *     and without gaps
   * @throws IOException if the bytes cannot be read
   */
  void read(List<BlockRef> blocks, ByteBuffer target) throws IOException, InterruptedException;
}
