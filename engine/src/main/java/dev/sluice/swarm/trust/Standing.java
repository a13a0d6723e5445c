package dev.sluice.swarm.trust;

import dev.sluice.model.PeerAddress;

/** What is known of a host that gives blocks. Owned by the torrent actor. */
final class Standing {
  /** One of its addresses. */
  final PeerAddress address;

  /** Whether it is on parole. */
  boolean suspect;

  /** Pieces that it gave alone, and that were good. */
  long goodPiecesAlone;

  Standing(PeerAddress address) {
    this.address = address;
  }

  /** Returns whether there is anything to remember when it has left. */
  boolean isRemarkable() {
    return suspect || goodPiecesAlone > 0;
  }
}
