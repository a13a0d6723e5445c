package dev.sluice.swarm;

import dev.sluice.model.BlockRef;
import dev.sluice.model.PieceGeometry;
import dev.sluice.model.PieceSet;
import dev.sluice.storage.TorrentStorage;
import dev.sluice.swarm.peer.PeerKey;
import dev.sluice.swarm.picking.Arrival;
import dev.sluice.swarm.picking.Asker;
import dev.sluice.swarm.picking.Manner;
import dev.sluice.swarm.picking.PiecePicker;
import dev.sluice.swarm.trust.BlameLedger;
import dev.sluice.wire.PeerMessage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The taking half of a torrent: asks peers for blocks, hands what comes to the disk, and asks anew
 * for what does not come.
 *
 * <p>Requests are not refilled block by block: peers whose window has room are remembered and
 * served when the mailbox is drained, so that many requests leave in one segment.
 *
 * <p>Owned by the torrent actor.
 */
final class Downloads {
  /** Blocks never asked for that we forgive a peer: cancels and time-outs cross answers. */
  private static final int MAX_UNASKED_BLOCKS = 1000;

  /** A piece that arrives within this time is asked whole from the peer that gives so fast. */
  private static final long WHOLE_PIECE_SECONDS = 20;

  private final PieceGeometry geometry;
  private final PiecePicker picker;
  private final TorrentStorage storage;
  private final PeerTable peers;
  private final BlameLedger blame;
  private final Totals totals;
  private final Set<Peer> hungry = new LinkedHashSet<>();
  private final List<BlockRef> picked = new ArrayList<>();

  Downloads(
      PieceGeometry geometry,
      PiecePicker picker,
      TorrentStorage storage,
      PeerTable peers,
      BlameLedger blame,
      Totals totals) {
    this.geometry = geometry;
    this.picker = picker;
    this.storage = storage;
    this.peers = peers;
    this.blame = blame;
    this.totals = totals;
  }

  /** The peer has said for the first time what it has. */
  void onPieces(Peer peer) {
    picker.peerJoined(peer.pieces);
    refreshInterest(peer);
  }

  void onHave(Peer peer, int pieceIndex) {
    picker.peerHas(pieceIndex);
    refreshInterest(peer);
  }

  void onGone(Peer peer) {
    hungry.remove(peer);
    if (peer.hasSpoken) {
      picker.peerLeft(peer.pieces);
    }
    picker.reopenAll(peer.key);
  }

  void onChoke(Peer peer) {
    peer.snub.onChoked();
    recall(peer);
    if (!peer.fast) {
      picker.reopenAll(peer.key);
      peer.requests.clear();
    }
  }

  void onUnchoke(Peer peer, long nowNanos) {
    hungry.add(peer);
  }

  void onAllowedFast(Peer peer, int pieceIndex) {
    if (peer.pieces.has(pieceIndex)) {
      peer.allowedFast.add(pieceIndex);
      hungry.add(peer);
    }
  }

  /** The peer will not send a block that we asked for (BEP 6). */
  void onReject(Peer peer, BlockRef block) {
    if (peer.requests.remove(block) != OutstandingRequests.NONE) {
      picker.reopen(peer.key, block);
      peer.allowedFast.remove(block.pieceIndex());
      settleDebt(peer); // and not hungry: asked again at once, it would only reject again
    }
  }

  /** A block has come. */
  void onBlock(Peer peer, PeerMessage.Piece piece, long nowNanos) {
    int length = piece.data().bytes().remaining();
    BlockRef block = new BlockRef(piece.pieceIndex(), piece.begin(), length);
    totals.downloadedBytes += length;
    totals.downRate.add(length, nowNanos);
    peer.downRate.add(length, nowNanos);
    long askedNanos = peer.requests.remove(block);
    peer.snub.onBlock(nowNanos);
    recall(peer);
    Arrival arrival = picker.received(peer.key, block);
    if (arrival.isAccepted()) {
      storage.write(block, piece.data());
      cancelElsewhere(arrival, block);
    } else {
      piece.data().release();
      onUseless(peer, arrival, length);
    }
    if (askedNanos != OutstandingRequests.NONE) {
      peer.window.onBlock(nowNanos, nowNanos - askedNanos, length);
    }
    settleDebt(peer);
    hungry.add(peer);
  }

  private static void settleDebt(Peer peer) {
    if (peer.requests.isEmpty()) {
      peer.snub.onNothingOwed();
    }
  }

  private void cancelElsewhere(Arrival arrival, BlockRef block) {
    for (PeerKey key : arrival.alsoAsked()) {
      Peer other = peers.get(key);
      if (other != null && other.requests.remove(block) != OutstandingRequests.NONE) {
        other.send(new PeerMessage.Cancel(block));
        settleDebt(other);
        hungry.add(other);
      }
    }
  }

  private void onUseless(Peer peer, Arrival arrival, int length) {
    totals.wastedBytes += length;
    if (arrival.verdict() == Arrival.Verdict.NOT_ASKED
        && ++peer.unaskedBlocks > MAX_UNASKED_BLOCKS) {
      peer.link.close();
    }
  }

  /** Some pieces are here or wanted that were not: whom do we still want something from? */
  void refreshInterest() {
    for (Peer peer : peers) {
      refreshInterest(peer);
    }
  }

  private void refreshInterest(Peer peer) {
    boolean interesting = picker.isInteresting(peer.pieces);
    peer.dismissed &= interesting;
    boolean wanted = interesting && !peer.dismissed;
    if (wanted != peer.wanted) {
      peer.wanted = wanted;
      peer.send(wanted ? PeerMessage.INTERESTED : PeerMessage.NOT_INTERESTED);
    }
    if (wanted) {
      hungry.add(peer);
    }
  }

  /**
   * Others give what a peer that snubs us could give: it need not keep an upload slot for us. Its
   * first block, or a choke, makes it a peer like others again.
   */
  private void dismiss(Peer peer) {
    peer.dismissed = true;
    refreshInterest(peer);
  }

  private void recall(Peer peer) {
    if (peer.dismissed) {
      peer.dismissed = false;
      refreshInterest(peer);
    }
  }

  /** Asks every peer that has room for more. */
  void refill(long nowNanos) {
    if (hungry.isEmpty()) {
      return;
    }
    for (Peer peer : hungry) {
      refill(peer, nowNanos);
    }
    hungry.clear();
  }

  private void refill(Peer peer, long nowNanos) {
    int room = peer.window.blocks() - peer.requests.size();
    if (room <= 0 || !peer.wanted || (peer.choking && peer.allowedFast.isEmpty())) {
      return;
    }
    PieceSet offers = peer.choking ? peer.allowedFast : peer.pieces;
    picked.clear();
    picker.pick(new Asker(peer.key, offers, mannerOf(peer, nowNanos)), room, picked);
    for (BlockRef block : picked) {
      peer.requests.add(block, nowNanos);
      peer.send(new PeerMessage.Request(block));
    }
    if (!picked.isEmpty()) {
      peer.snub.onRequest(nowNanos);
    } else if (isOfNoUse(peer, nowNanos)) {
      dismiss(peer);
    }
  }

  private Manner mannerOf(Peer peer, long nowNanos) {
    if (peer.snub.isSnubbed(nowNanos)) {
      return Manner.SNUBBED;
    }
    if (blame.isSuspect(peer.key)) {
      return Manner.ON_PAROLE;
    }
    boolean fast =
        peer.downRate.bytesPerSecond(nowNanos) * WHOLE_PIECE_SECONDS > geometry.pieceBytes();
    return fast ? Manner.WHOLE_PIECES : Manner.SHARING;
  }

  /**
   * Opens requests that are overdue and ends peers that have snubbed us for too long. Whom the disk
   * or the download limit keeps waiting is not judged: the silence is ours.
   */
  void tick(long nowNanos) {
    boolean diskIsCongested = storage.metrics().isCongested();
    for (Peer peer : peers) {
      if (diskIsCongested || peer.link.isHeldBack()) {
        peer.snub.onExcused(nowNanos);
        peer.window.onExcused(nowNanos);
      } else if (peer.snub.isHopeless(nowNanos)) {
        peer.link.close();
      } else if (isOverdue(peer, nowNanos)) {
        giveUp(peer, nowNanos);
      }
      if (peer.wanted) {
        hungry.add(peer);
      }
    }
  }

  /** Returns whether the peer snubs us, and others are asked for all that it could give. */
  private static boolean isOfNoUse(Peer peer, long nowNanos) {
    return peer.wanted && !peer.choking && peer.requests.isEmpty() && peer.snub.isSnubbed(nowNanos);
  }

  private static boolean isOverdue(Peer peer, long nowNanos) {
    return !peer.requests.isEmpty() && peer.window.isOverdue(nowNanos, peer.requests.oldestNanos());
  }

  /** What it owes is asked elsewhere; should it come from here after all, it is welcome. */
  private void giveUp(Peer peer, long nowNanos) {
    picker.reopenAll(peer.key);
    peer.requests.clear();
    peer.window.onTimeout(nowNanos);
  }

  /**
   * All peers are left: blocks of unfinished pieces are forgotten. Who gives the rest of such a
   * piece one day must not be judged by what others gave before.
   */
  void end() {
    picker.unfinishedPieces().forEach(storage::discard);
  }

  /** A piece turned out corrupt: what was received of it was in vain. */
  void onWasted(int pieceIndex) {
    totals.wastedBytes += geometry.pieceBytes(pieceIndex);
  }
}
