package dev.sluice.swarm;

import dev.sluice.model.Bep;
import dev.sluice.wire.MessageLimits;
import dev.sluice.wire.WireException;
import dev.sluice.wire.extension.LtDonthave;

/**
 * Hears from peers which pieces they no longer have.
 *
 * <p>Owned by the torrent actor.
 */
@Bep(54)
final class LostPieces {
  /** How often a peer may have everything and then not: each time costs us work. A guess. */
  static final int MAX_FALLS = 10;

  private final MessageLimits limits;
  private final Downloads downloads;

  LostPieces(MessageLimits limits, Downloads downloads) {
    this.limits = limits;
    this.downloads = downloads;
  }

  /**
   * A peer takes a have back; one that it never gave means nothing.
   *
   * @throws WireException if the message names no piece of the torrent
   */
  void onMessage(Peer peer, byte[] payload) throws WireException {
    int pieceIndex = LtDonthave.parse(payload, limits).pieceIndex();
    if (!peer.hasSpoken || !peer.pieces.has(pieceIndex)) {
      return;
    }
    if (peer.pieces.isFull() && ++peer.falls > MAX_FALLS) {
      peer.part();
    } else {
      downloads.onLost(peer, pieceIndex);
    }
  }
}
