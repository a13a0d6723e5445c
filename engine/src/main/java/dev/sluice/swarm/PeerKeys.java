package dev.sluice.swarm;

import dev.sluice.swarm.peer.PeerKey;

/**
 * The numbers that a torrent gives to its connections, none twice: connections of before a pause
 * may still report when those after it have begun.
 *
 * <p>Owned by the torrent actor.
 */
final class PeerKeys {
  private int next;

  PeerKey next() {
    return new PeerKey(next++);
  }
}
