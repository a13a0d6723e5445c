package dev.sluice.swarm;

import dev.sluice.swarm.peer.PeerKey;

/**
 * Numbers a torrent's connections. It lives as long as the torrent does: a connection may end late,
 * when the torrent has been paused and resumed meanwhile, and its number must mean nothing then.
 *
 * <p>Owned by the torrent actor.
 */
final class PeerKeys {
  private int nextNumber;

  /** Returns a key that was never used. */
  PeerKey next() {
    return new PeerKey(nextNumber++);
  }
}
