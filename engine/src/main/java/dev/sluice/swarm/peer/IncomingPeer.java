package dev.sluice.swarm.peer;

import dev.sluice.actor.Actors;
import dev.sluice.model.PeerAddress;

/** A peer that has connected to us and asked for a torrent, and waits for our handshake. */
public interface IncomingPeer {
  /** Returns where it came from; the port is not the one it listens on. */
  PeerAddress address();

  /**
   * Answers it; {@link PeerEvent.Opened} or {@link PeerEvent.Closed} follows.
   *
   * @return the means to give up
   */
  Actors.Task accept(PeerTerms terms);

  /** Hangs up. */
  void refuse();
}
