package dev.sluice.api;

import dev.sluice.model.Bep;

/**
 * How an address of a peer became known. In the order of trust: the harder it is for a stranger to
 * put a wrong address in, the earlier it stands.
 */
@Bep({5, 11, 14})
public enum PeerSource {
  /** The user, or the program, named it. */
  EXPLICIT,
  /** A tracker did. */
  TRACKER,
  /** It called us. */
  INCOMING,
  /** It announced itself in the local network. */
  LSD,
  /** The distributed hash table named it. */
  DHT,
  /** Another peer did. */
  PEX
}
