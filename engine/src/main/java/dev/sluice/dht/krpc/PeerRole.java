package dev.sluice.dht.krpc;

import dev.sluice.model.Bep;

/** What a peer is in its swarm, as far as the table tells the two apart (BEP 33). */
@Bep(33)
public enum PeerRole {
  /** It has everything. */
  SEED,
  /** It still wants something, or does not say. */
  PEER
}
