package dev.sluice.api;

/**
 * Whether connections to peers are disguised (message stream encryption). It hides from filters
 * what is spoken; it does not hide who speaks, nor from whom.
 */
public enum Encryption {
  /**
   * We call disguised and, when that is not understood, in the clear; who calls us may do as it
   * likes. After a disguised handshake the stream goes on in the clear if both sides allow it.
   */
  PREFER,
  /** Every byte to and from a peer is encrypted; who cannot do that is no peer of ours. */
  REQUIRE,
  /** Everything is said in the clear; who calls disguised is not understood. */
  OFF
}
