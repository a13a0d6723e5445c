package dev.sluice.swarm.streaming;

import dev.sluice.model.ByteRange;
import dev.sluice.swarm.peer.BlockReader;
import java.util.Optional;

/**
 * What a reader can read now, as the torrent told last.
 *
 * @param verified bytes of the file that are verified and on disk
 * @param source reads them
 * @param problem why nothing more will come; empty while something may
 */
public record Reach(ByteRange verified, BlockReader source, Optional<String> problem) {
  private static final BlockReader NOTHING =
      (block, target) -> {
        throw new IllegalStateException("nothing is verified");
      };

  /** Nothing is known yet. */
  static final Reach NONE = new Reach(new ByteRange(0, 0), NOTHING, Optional.empty());

  /** Returns the end of all reading. */
  static Reach ended(String problem) {
    return new Reach(new ByteRange(0, 0), NOTHING, Optional.of(problem));
  }
}
