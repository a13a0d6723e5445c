package dev.sluice.swarm.discovery;

import dev.sluice.model.Bep;

/** How an address became known. */
@Bep({5, 11, 14})
public enum Source {
  /** The user, or the program, named it. */
  EXPLICIT(0),
  /** A tracker did. */
  TRACKER(2),
  /** It called us and said where it listens. */
  INCOMING(3),
  /** Another peer did. */
  PEX(5),
  /** The distributed hash table did. */
  DHT(4),
  /** It announced itself in the local network. */
  LSD(1);

  private final int rank;

  Source(int rank) {
    this.rank = rank;
  }

  /**
   * Returns how far its addresses are to be trusted, 0 the most: by how hard it is for a stranger
   * to put a wrong one in. A neighbour comes before a tracker's peer because it is near.
   */
  int rank() {
    return rank;
  }
}
