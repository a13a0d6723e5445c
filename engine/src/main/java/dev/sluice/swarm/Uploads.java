package dev.sluice.swarm;

import dev.sluice.model.Bep;
import dev.sluice.model.BlockRef;
import dev.sluice.model.InfoHash;
import dev.sluice.model.PieceGeometry;
import dev.sluice.model.PieceSet;
import dev.sluice.wire.AllowedFastSet;
import dev.sluice.wire.PeerMessage;

/**
 * The giving half of a torrent: decides which requests are served, and lets the connection's writer
 * read and send them.
 *
 * <p>A newcomer has nothing to trade, so everybody chokes it. It is offered a few pieces that it
 * may have all the same (BEP 6, Allowed Fast): those of its {@link AllowedFastSet} that we have,
 * once, and until it has as many pieces of its own.
 *
 * <p>Owned by the torrent actor.
 */
@Bep(6)
final class Uploads {
  private final InfoHash infoHash;
  private final PieceGeometry geometry;
  private final PieceSet have;
  private final Totals totals;

  Uploads(InfoHash infoHash, PieceGeometry geometry, PieceSet have, Totals totals) {
    this.infoHash = infoHash;
    this.geometry = geometry;
    this.have = have;
    this.totals = totals;
  }

  /** A peer has said what it has: a newcomer is offered pieces to begin with. */
  void onPieces(Peer peer) {
    if (!peer.fast || !isNewcomer(peer)) {
      return;
    }
    for (int piece :
        AllowedFastSet.generate(
            infoHash, peer.address.ip(), geometry.pieceCount(), AllowedFastSet.USUAL_COUNT)) {
      if (have.has(piece) && !peer.pieces.has(piece)) {
        peer.offeredFast.add(piece);
        peer.offeredBlocks += geometry.blockCount(piece);
        peer.send(new PeerMessage.AllowedFast(piece));
      }
    }
  }

  private static boolean isNewcomer(Peer peer) {
    return peer.pieces.size() < AllowedFastSet.USUAL_COUNT;
  }

  /** A peer asks for a block. */
  void onRequest(Peer peer, BlockRef block, long nowNanos) {
    boolean served =
        geometry.contains(block)
            && have.has(block.pieceIndex())
            && mayHave(peer, block)
            && peer.link.sendBlock(block);
    if (served) {
      peer.takes(nowNanos);
    } else if (peer.fast) {
      peer.send(new PeerMessage.RejectRequest(block));
    }
  }

  private static boolean mayHave(Peer peer, BlockRef block) {
    if (!peer.choked) {
      return true;
    }
    if (!peer.offeredFast.has(block.pieceIndex()) || !isNewcomer(peer) || peer.offeredBlocks == 0) {
      return false;
    }
    peer.offeredBlocks--;
    return true;
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
    peer.takes(nowNanos);
  }

  /** Gives a peer no more, but for what was offered; with BEP 6 it is told what does not come. */
  void choke(Peer peer, long nowNanos) {
    if (peer.choked) {
      return;
    }
    peer.choked = true;
    peer.send(PeerMessage.CHOKE);
    for (BlockRef block : peer.link.cancelBlocks()) {
      if (peer.fast) {
        onRequest(peer, block, nowNanos);
      }
    }
  }

  void unchoke(Peer peer) {
    if (peer.choked) {
      peer.choked = false;
      peer.send(PeerMessage.UNCHOKE);
    }
  }
}
