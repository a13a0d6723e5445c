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
import dev.sluice.swarm.picking.Relief;
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
  static final int MAX_UNASKED_BLOCKS = 1000;

  /** A piece that arrives within this time is asked whole from the peer that gives so fast. */
  private static final long WHOLE_PIECE_SECONDS = 20;

  private final PieceGeometry geometry;
  private final PiecePicker picker;
  private final TorrentStorage storage;
  private final PeerTable peers;
  private final Trust trust;
  private final Totals totals;
  private final DueRequests due;
  private final EndGame endGame;
  private final TorrentProbe probe;
  private final Set<Peer> hungry = new LinkedHashSet<>();
  private final List<BlockRef> picked = new ArrayList<>();

  /** Whether the next requests are the first since a tick. */
  private boolean ticked;

  Downloads(
      PieceGeometry geometry,
      PiecePicker picker,
      TorrentStorage storage,
      PeerTable peers,
      Trust trust,
      Totals totals,
      TorrentProbe probe) {
    this.geometry = geometry;
    this.picker = picker;
    this.storage = storage;
    this.peers = peers;
    this.trust = trust;
    this.totals = totals;
    this.due = new DueRequests(picker, peers, this::mannerOf);
    this.endGame = new EndGame(peers);
    this.probe = probe;
  }

  /** Returns what gets due blocks in time. */
  DueRequests due() {
    return due;
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

  /** The peer has lost a piece that it had; what it owes us of it will not come. */
  void onLost(Peer peer, int pieceIndex) {
    picker.peerLost(peer.pieces, pieceIndex);
    peer.pieces.remove(pieceIndex);
    peer.allowedFast.remove(pieceIndex);
    for (BlockRef block : peer.requests.removeAllOf(pieceIndex)) {
      picker.reopen(peer.key, block);
    }
    settleDebt(peer);
    refreshInterest(peer);
  }

  /** The peer will not send a block that we asked for (BEP 6). */
  void onReject(Peer peer, BlockRef block) {
    if (peer.requests.refuse(block)) {
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
    long askedNanos = peer.requests.onBlock(block);
    peer.snub.onBlock(nowNanos);
    recall(peer);
    Arrival arrival = picker.received(peer.key, block);
    if (arrival.isAccepted()) {
      storage.write(block, piece.data());
      due.onBlock();
      cancelElsewhere(arrival, block);
    } else {
      piece.data().release();
      onUseless(peer, arrival, length);
    }
    if (askedNanos != OutstandingRequests.NONE) {
      peer.window.onBlock(nowNanos, nowNanos - askedNanos, length);
      peer.pace.onBlock(nowNanos, askedNanos);
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
      if (other != null && other.requests.placeOf(block) >= 0) {
        other.cancel(block);
        hungry.add(other);
      }
    }
  }

  private void onUseless(Peer peer, Arrival arrival, int length) {
    totals.wastedBytes += length;
    if (arrival.verdict() == Arrival.Verdict.NOT_ASKED
        && ++peer.unaskedBlocks > MAX_UNASKED_BLOCKS) {
      trust.ban(peer.address, "sends blocks that nobody asked for");
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
    ticked = false;
  }

  private void refill(Peer peer, long nowNanos) {
    int room = due.room(peer);
    if (room <= 0 || !peer.wanted || (peer.choking && peer.allowedFast.isEmpty())) {
      return;
    }
    PieceSet offers = peer.choking ? peer.allowedFast : peer.pieces;
    picked.clear();
    Asker asker = new Asker(peer.key, offers, mannerOf(peer, nowNanos), reliefBy(peer, nowNanos));
    int dueCount = due.pick(asker, room, picked, nowNanos);
    picker.pick(asker, room - dueCount, picked);
    for (BlockRef block : picked) {
      peer.ask(block, nowNanos);
      if (peer.snub.isLate()) {
        picker.reopen(peer.key, block); // a chance to answer must not keep the piece from its end
      }
    }
    if (picked.isEmpty() && due.isIdle() && isOfNoUse(peer, nowNanos)) {
      dismiss(peer);
    }
  }

  /** To compare everybody with everybody is for ticks, not for each block. */
  private Relief reliefBy(Peer peer, long nowNanos) {
    return ticked ? endGame.by(peer, nowNanos) : Relief.NONE;
  }

  private Manner mannerOf(Peer peer, long nowNanos) {
    if (peer.snub.isLate() || peer.snub.isSnubbed(nowNanos)) {
      return Manner.SNUBBED;
    }
    if (trust.isOnParole(peer)) {
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
    ticked = true;
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
    probe.requestTimedOut(peer.address, peer.requests.size());
    picker.reopenAll(peer.key);
    peer.requests.clear();
    peer.window.onTimeout(nowNanos);
    peer.snub.onTimeout();
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
