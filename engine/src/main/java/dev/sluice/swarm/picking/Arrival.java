package dev.sluice.swarm.picking;

import dev.sluice.swarm.peer.PeerKey;
import java.util.List;

/**
 * What a block that came in is worth.
 *
 * @param verdict whether to keep it
 * @param alsoAsked the other peers that the block was asked from and who owe it no longer: send
 *     them a cancel and forget the request; empty unless the block is accepted
 */
public record Arrival(Verdict verdict, List<PeerKey> alsoAsked) {
  static final Arrival ACCEPTED = new Arrival(Verdict.ACCEPTED, List.of());
  static final Arrival DUPLICATE = new Arrival(Verdict.DUPLICATE, List.of());
  static final Arrival NOT_ASKED = new Arrival(Verdict.NOT_ASKED, List.of());

  public Arrival {
    alsoAsked = List.copyOf(alsoAsked);
  }

  /** Returns whether the block is new and was asked for. */
  public boolean isAccepted() {
    return verdict == Verdict.ACCEPTED;
  }

  /** Whether to keep a block. */
  public enum Verdict {
    /** Asked for and missing: write it. */
    ACCEPTED,
    /** Already here: it crossed our cancel or came after a time-out. Drop it, count the waste. */
    DUPLICATE,
    /**
     * Not asked from this peer as far as is remembered: drop it, and the peer if it does so often.
     */
    NOT_ASKED
  }
}
