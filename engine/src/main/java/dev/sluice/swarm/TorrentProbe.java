package dev.sluice.swarm;

import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerAddress;
import dev.sluice.model.Probe;
import dev.sluice.model.ProbeEvent;

/**
 * Tells who measures what one torrent does.
 *
 * @param torrent whose deeds they are
 * @param probe who measures
 */
record TorrentProbe(InfoHash torrent, Probe probe) {
  /** Told as {@link ProbeEvent.RequestTimedOut} says. */
  void requestTimedOut(PeerAddress peer, int blocks) {
    probe.tell(new ProbeEvent.RequestTimedOut(torrent, peer, blocks));
  }

  /** Told as {@link ProbeEvent.ChokeRound} says. */
  void chokeRound(int peers, int interested, int unchoked, int choked) {
    probe.tell(new ProbeEvent.ChokeRound(torrent, peers, interested, unchoked, choked));
  }
}
