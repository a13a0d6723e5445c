package dev.sluice.wire;

import dev.sluice.model.Bep;
import dev.sluice.model.BlockRef;
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
import java.nio.ByteBuffer;

/**
 * Writes messages as the bytes that {@link PeerMessage} draws.
 *
 * <p>It has no state; the target's owner calls it. A target with too little room is a bug of the
 * caller and ends in a {@link java.nio.BufferOverflowException}.
 */
@Bep({3, 5, 6, 10})
public final class MessageEncoder {
  /** Bytes of a piece message before its payload. */
  public static final int PIECE_HEADER_BYTES = 13;

  private static final int LENGTH_BYTES = 4;

  private MessageEncoder() {}

  /**
   * Returns how many bytes {@link #encode} writes for the message, length prefix included.
   *
   * @throws IllegalArgumentException if it is {@link Unknown}: its bytes are lost
   */
  public static int encodedLength(PeerMessage message) {
    return LENGTH_BYTES + length(message);
  }

  /** Returns the value of the length prefix. */
  private static int length(PeerMessage message) {
    return switch (message) {
      case KeepAlive keepAlive -> 0;
      case Choke choke -> 1;
      case Unchoke unchoke -> 1;
      case Interested interested -> 1;
      case NotInterested notInterested -> 1;
      case HaveAll haveAll -> 1;
      case HaveNone haveNone -> 1;
      case Port port -> 3;
      case Have have -> 5;
      case SuggestPiece suggestPiece -> 5;
      case AllowedFast allowedFast -> 5;
      case Request request -> 13;
      case Cancel cancel -> 13;
      case RejectRequest rejectRequest -> 13;
      case Bitfield bitfield -> 1 + bitfield.bits().length;
      case Extended extended -> 2 + extended.payload().length;
      case Piece piece -> 9 + piece.data().bytes().remaining();
      case Unknown unknown -> throw lost(unknown);
    };
  }

  /**
   * Writes the message to {@code target}. The payload of a piece stays as it was, and its lease
   * stays with the caller.
   *
   * @throws IllegalArgumentException if it is {@link Unknown}: its bytes are lost
   */
  public static void encode(PeerMessage message, ByteBuffer target) {
    target.putInt(length(message));
    switch (message) {
      case KeepAlive keepAlive -> {}
      case Choke choke -> putId(target, MessageId.CHOKE);
      case Unchoke unchoke -> putId(target, MessageId.UNCHOKE);
      case Interested interested -> putId(target, MessageId.INTERESTED);
      case NotInterested notInterested -> putId(target, MessageId.NOT_INTERESTED);
      case HaveAll haveAll -> putId(target, MessageId.HAVE_ALL);
      case HaveNone haveNone -> putId(target, MessageId.HAVE_NONE);
      case Have have -> putId(target, MessageId.HAVE).putInt(have.pieceIndex());
      case SuggestPiece suggest ->
          putId(target, MessageId.SUGGEST_PIECE).putInt(suggest.pieceIndex());
      case AllowedFast allowed ->
          putId(target, MessageId.ALLOWED_FAST).putInt(allowed.pieceIndex());
      case Request request -> putBlock(target, MessageId.REQUEST, request.block());
      case Cancel cancel -> putBlock(target, MessageId.CANCEL, cancel.block());
      case RejectRequest reject -> putBlock(target, MessageId.REJECT_REQUEST, reject.block());
      case Port port -> putId(target, MessageId.PORT).putShort((short) port.port());
      case Bitfield bitfield -> putId(target, MessageId.BITFIELD).put(bitfield.bits());
      case Extended extended ->
          putId(target, MessageId.EXTENDED)
              .put((byte) extended.extendedId())
              .put(extended.payload());
      case Piece piece -> putPiece(target, piece);
      case Unknown unknown -> throw lost(unknown);
    }
  }

  /**
   * Writes the 13 bytes that stand before the payload of a piece message; the caller puts {@code
   * block.length()} bytes of the piece right behind them.
   */
  public static void pieceHeader(BlockRef block, ByteBuffer target) {
    target.putInt(PIECE_HEADER_BYTES - LENGTH_BYTES + block.length());
    putId(target, MessageId.PIECE).putInt(block.pieceIndex()).putInt(block.begin());
  }

  private static ByteBuffer putId(ByteBuffer target, int id) {
    return target.put((byte) id);
  }

  private static void putBlock(ByteBuffer target, int id, BlockRef block) {
    putId(target, id).putInt(block.pieceIndex()).putInt(block.begin()).putInt(block.length());
  }

  private static void putPiece(ByteBuffer target, Piece piece) {
    putId(target, MessageId.PIECE).putInt(piece.pieceIndex()).putInt(piece.begin());
    ByteBuffer payload = piece.data().bytes();
    int position = payload.position();
    target.put(payload);
    payload.position(position);
  }

  private static IllegalArgumentException lost(Unknown unknown) {
    return new IllegalArgumentException("the bytes were skipped: " + unknown);
  }
}
