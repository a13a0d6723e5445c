package dev.sluice.session;

import dev.sluice.actor.Sink;
import dev.sluice.lsd.LocalDiscovery;
import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerAddress;
import dev.sluice.swarm.discovery.Neighbourhood;

/** The local network, which all torrents of a session share. */
record LocalNeighbourhood(LocalDiscovery discovery) implements Neighbourhood {
  @Override
  public void enter(InfoHash torrent, Sink<PeerAddress> found) {
    discovery.watch(torrent, found::offer);
  }

  @Override
  public void leave(InfoHash torrent) {
    discovery.forget(torrent);
  }
}
