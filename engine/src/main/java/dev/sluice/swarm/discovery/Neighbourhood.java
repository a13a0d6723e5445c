package dev.sluice.swarm.discovery;

import dev.sluice.actor.Sink;
import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerAddress;

/** The local network as a torrent sees it. No method waits. */
public interface Neighbourhood {
  /** A network without neighbours. */
  Neighbourhood EMPTY =
      new Neighbourhood() {
        @Override
        public void enter(InfoHash torrent, Sink<PeerAddress> found) {}

        @Override
        public void leave(InfoHash torrent) {}
      };

  /**
   * Makes a torrent known in the local network, from now on.
   *
   * @param found is offered every neighbour that has the torrent, more than once
   */
  void enter(InfoHash torrent, Sink<PeerAddress> found);

  /** Speaks of a torrent no more. */
  void leave(InfoHash torrent);
}
