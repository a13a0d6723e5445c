package dev.sluice.swarm;

import dev.sluice.model.BlockRef;
import dev.sluice.swarm.peer.PeerKey;
import dev.sluice.swarm.picking.Relief;
import java.util.concurrent.TimeUnit;

/**
 * Says whether an idle peer is worth asking for what another owes us: when the block would come
 * much sooner. Two peers of about the same speed would only send everything twice.
 *
 * <p>Owned by the torrent actor.
 */
final class EndGame implements Relief {
  /** How many times as long it must take from the one that owes it. A guess. */
  private static final int FACTOR = 4;

  /** And this much longer: what pauses and round trips vary by. A guess. */
  private static final long MARGIN_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  /**
   * And this much more, for a block that is the next to come: part of it may be on its way, and
   * comes in vain. A guess.
   */
  private static final long FIRST_MARGIN_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final PeerTable peers;
  private long helperNanos;
  private long nowNanos;

  EndGame(PeerTable peers) {
    this.peers = peers;
  }

  /** Returns this, answering for a peer that would help. */
  Relief by(Peer helper, long now) {
    helperNanos = helper.window.usualNanos();
    nowNanos = now;
    return this;
  }

  @Override
  public boolean isWelcome(PeerKey owing, BlockRef block) {
    Peer peer = peers.get(owing);
    int place = peer == null ? -1 : peer.requests.placeOf(block);
    if (peer == null || place < 0) {
      return true; // it is given up on already
    }
    long owingNanos = peer.window.expectedNanos(nowNanos, place, peer.requests.oldestNanos());
    long margin = place == 0 ? MARGIN_NANOS + FIRST_MARGIN_NANOS : MARGIN_NANOS;
    return owingNanos > FACTOR * helperNanos + margin;
  }
}
