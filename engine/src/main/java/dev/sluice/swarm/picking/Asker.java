package dev.sluice.swarm.picking;

import dev.sluice.model.PieceSet;
import dev.sluice.swarm.peer.PeerKey;

/**
 * A peer that has room for requests.
 *
 * @param peer who
 * @param offers the pieces that it may be asked for: what it has, or while it chokes us the allowed
 *     fast pieces among them (BEP 6); read during {@link PiecePicker#pick} only, so that the set
 *     may be the live one
 * @param manner how it is served
 * @param relief which blocks that others owe it may be asked for in the end game
 */
public record Asker(PeerKey peer, PieceSet offers, Manner manner, Relief relief) {
  /** Makes one that may be asked for whatever others owe. */
  public Asker(PeerKey peer, PieceSet offers, Manner manner) {
    this(peer, offers, manner, (owing, block) -> true);
  }
}
