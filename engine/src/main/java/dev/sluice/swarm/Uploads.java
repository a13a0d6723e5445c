package dev.sluice.swarm;

import dev.sluice.model.BlockRef;
import dev.sluice.model.PieceGeometry;
import dev.sluice.model.PieceSet;
import dev.sluice.wire.PeerMessage;

/**
 * The giving half of a torrent: decides which requests are served, and lets the connection's writer
 * read and send them.
 *
 * <p>Owned by the torrent actor.
 */
final class Uploads {
  private final PieceGeometry geometry;
  private final PieceSet have;
  private final Totals totals;

  Uploads(PieceGeometry geometry, PieceSet have, Totals totals) {
    this.geometry = geometry;
    this.have = have;
    this.totals = totals;
  }

  /** A peer asks for a block. */
  void onRequest(Peer peer, BlockRef block) {
    boolean served =
        !peer.choked
            && geometry.contains(block)
            && have.has(block.pieceIndex())
            && peer.link.sendBlock(block);
    if (!served && peer.fast) {
      peer.send(new PeerMessage.RejectRequest(block));
    }
  }

  /** A peer no longer wants a block. With the fast extension it is told that none comes (BEP 6). */
  void onCancel(Peer peer, BlockRef block) {
    if (peer.link.cancelBlock(block) && peer.fast) {
      peer.send(new PeerMessage.RejectRequest(block));
    }
  }

  /** Blocks have left. */
  void onSent(Peer peer, int payloadBytes, long nowNanos) {
    totals.uploadedBytes += payloadBytes;
    totals.upRate.add(payloadBytes, nowNanos);
    peer.upRate.add(payloadBytes, nowNanos);
  }

  void choke(Peer peer) {
    if (!peer.choked) {
      peer.choked = true;
      peer.send(PeerMessage.CHOKE);
      for (BlockRef block : peer.link.cancelBlocks()) {
        if (peer.fast) {
          peer.send(new PeerMessage.RejectRequest(block));
        }
      }
    }
  }

  void unchoke(Peer peer, long nowNanos) {
    if (peer.choked) {
      peer.choked = false;
      peer.unchokedNanos = nowNanos;
      peer.send(PeerMessage.UNCHOKE);
    }
  }
}
