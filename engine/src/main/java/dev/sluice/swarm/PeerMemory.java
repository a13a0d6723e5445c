package dev.sluice.swarm;

import dev.sluice.api.PeerSource;
import dev.sluice.model.PeerAddress;
import dev.sluice.swarm.discovery.Candidates;
import dev.sluice.swarm.trust.BlameLedger;
import java.util.List;

/**
 * What a torrent remembers of peers as long as it lives, whether it transfers or rests.
 *
 * @param keys numbers connections: one may end late, and its number must mean nothing then
 * @param candidates addresses, and who is banned
 * @param blame who is suspected
 */
record PeerMemory(PeerKeys keys, Candidates candidates, BlameLedger blame) {
  /** Knows nobody but those whom the user named, who are added to {@code candidates}. */
  static PeerMemory with(List<PeerAddress> explicit, PeerKeys keys, Candidates candidates) {
    explicit.forEach(address -> candidates.add(address, PeerSource.EXPLICIT));
    return new PeerMemory(keys, candidates, new BlameLedger());
  }
}
