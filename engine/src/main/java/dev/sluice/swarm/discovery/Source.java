package dev.sluice.swarm.discovery;

import dev.sluice.model.Bep;

/** How an address became known. */
@Bep({5, 11, 14})
public enum Source {
  /** The user, or the program, named it. */
  EXPLICIT,
  /** A tracker did. */
  TRACKER,
  /** It called us and said where it listens. */
  INCOMING,
  /** Another peer did. */
  PEX,
  /** The distributed hash table did. */
  DHT,
  /** It announced itself in the local network. */
  LSD
}
