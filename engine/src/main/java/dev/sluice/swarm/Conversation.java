package dev.sluice.swarm;

import dev.sluice.model.Bep;
import dev.sluice.model.PieceSet;
import dev.sluice.wire.PeerMessage;
import dev.sluice.wire.PeerMessage.AllowedFast;
import dev.sluice.wire.PeerMessage.Bitfield;
import dev.sluice.wire.PeerMessage.Cancel;
import dev.sluice.wire.PeerMessage.Choke;
import dev.sluice.wire.PeerMessage.Extended;
import dev.sluice.wire.PeerMessage.Have;
import dev.sluice.wire.PeerMessage.HaveAll;
import dev.sluice.wire.PeerMessage.HaveNone;
import dev.sluice.wire.PeerMessage.Interested;
import dev.sluice.wire.PeerMessage.KeepAlive;
import dev.sluice.wire.PeerMessage.NotInterested;
import dev.sluice.wire.PeerMessage.Piece;
import dev.sluice.wire.PeerMessage.Port;
import dev.sluice.wire.PeerMessage.RejectRequest;
import dev.sluice.wire.PeerMessage.Request;
import dev.sluice.wire.PeerMessage.SuggestPiece;
import dev.sluice.wire.PeerMessage.Unchoke;
import dev.sluice.wire.PeerMessage.Unknown;

/**
 * What each message means: keeps the four flags of BEP 3 and tells the giving and the taking half
 * what concerns them.
 *
 * <p>Owned by the torrent actor.
 */
@Bep({3, 6})
final class Conversation {
  private final int pieceCount;
  private final Downloads downloads;
  private final Uploads uploads;
  private final UnchokeRounds rounds;
  private final ExtensionTalk extensions;
  private final PortTalk ports;

  Conversation(
      int pieceCount,
      Downloads downloads,
      Uploads uploads,
      UnchokeRounds rounds,
      ExtensionTalk extensions,
      PortTalk ports) {
    this.pieceCount = pieceCount;
    this.downloads = downloads;
    this.uploads = uploads;
    this.rounds = rounds;
    this.extensions = extensions;
    this.ports = ports;
  }

  /** Handles one message of a connected peer. */
  void receive(Peer peer, PeerMessage message, long nowNanos) {
    peer.lastHeardNanos = nowNanos;
    switch (message) {
      case Piece piece -> downloads.onBlock(peer, piece, nowNanos);
      case Request(var block) -> uploads.onRequest(peer, block, nowNanos);
      case Cancel(var block) -> uploads.onCancel(peer, block);
      case Have(var pieceIndex) -> onHave(peer, pieceIndex, nowNanos);
      case Choke() -> onChoke(peer);
      case Unchoke() -> onUnchoke(peer, nowNanos);
      case Interested() -> onInterest(peer, true);
      case NotInterested() -> onInterest(peer, false);
      case Bitfield(var bits) -> onPieces(peer, PieceSet.fromBitfield(pieceCount, bits), nowNanos);
      case HaveAll() -> onFast(peer, () -> onPieces(peer, PieceSet.full(pieceCount), nowNanos));
      case HaveNone() -> onFast(peer, () -> onPieces(peer, new PieceSet(pieceCount), nowNanos));
      case RejectRequest(var block) -> onFast(peer, () -> downloads.onReject(peer, block));
      case AllowedFast(var pieceIndex) ->
          onFast(peer, () -> downloads.onAllowedFast(peer, pieceIndex));
      case SuggestPiece suggestion -> {} // rarest first serves the swarm better than its advice
      case Extended extended -> extensions.receive(peer, extended, nowNanos);
      case Port(int port) -> ports.receive(peer, port);
      case KeepAlive() -> {}
      case Unknown unknown -> {}
    }
  }

  /** BEP 6: without the extension agreed on, its messages end the connection. */
  private void onFast(Peer peer, Runnable action) {
    if (peer.fast) {
      action.run();
    } else {
      peer.link.close();
    }
  }

  /**
   * BEP 3: "bitfield is only ever sent as the first message". aria2 sends another where that is
   * shorter than several haves, and is taken at its word.
   */
  private void onPieces(Peer peer, PieceSet pieces, long nowNanos) {
    if (peer.hasSpoken) {
      for (int i = pieces.next(0); i >= 0; i = pieces.next(i + 1)) {
        onHave(peer, i, nowNanos);
      }
      return;
    }
    peer.hasSpoken = true;
    peer.pieces = pieces;
    uploads.onPieces(peer, nowNanos);
    downloads.onPieces(peer);
  }

  private void onHave(Peer peer, int pieceIndex, long nowNanos) {
    if (!peer.hasSpoken) {
      onPieces(peer, new PieceSet(pieceCount), nowNanos);
    }
    if (peer.pieces.add(pieceIndex)) {
      downloads.onHave(peer, pieceIndex);
      uploads.onHave(peer, nowNanos);
    }
  }

  private void onInterest(Peer peer, boolean interested) {
    peer.interested = interested;
    rounds.onInterestChanged();
  }

  private void onChoke(Peer peer) {
    peer.choking = true;
    downloads.onChoke(peer);
  }

  private void onUnchoke(Peer peer, long nowNanos) {
    peer.choking = false;
    downloads.onUnchoke(peer, nowNanos);
  }
}
