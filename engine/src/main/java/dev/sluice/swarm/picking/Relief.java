package dev.sluice.swarm.picking;

import dev.sluice.model.BlockRef;
import dev.sluice.swarm.peer.PeerKey;

/** In the end game: whether a block that one peer owes us is to be asked from another, too. */
@FunctionalInterface
public interface Relief {
  /** Nobody is relieved of anything. */
  Relief NONE = (owing, block) -> false;

  /** Returns whether the block would come so late from the peer that help is welcome. */
  boolean isWelcome(PeerKey owing, BlockRef block);
}
