package dev.sluice.wire;

import dev.sluice.model.Bep;
import dev.sluice.model.BlockRef;
import dev.sluice.model.PieceGeometry;
import dev.sluice.model.PieceSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a peer may send about one torrent: sizes, and ranges of indices.
 *
 * <p>While the torrent's metadata is being fetched its geometry is not known; then only the general
 * bounds hold, and the torrent checks again what it kept.
 */
@Bep({3, 9})
public final class MessageLimits {
  /**
   * The longest message, counted behind its length prefix: 1 MiB, as other clients have it. Only
   * the bitfield of a torrent that has more than 8 million pieces is longer, and is allowed when we
   * know that torrent.
   */
  public static final int MAX_MESSAGE_BYTES = 1 << 20;

  /**
   * The longest extended message, counted behind its length prefix: 64 KiB. What we offer needs a
   * quarter of that (a 16 KiB piece of metadata and its header); a thousand peers that send as much
   * as they may take 64 MiB of us.
   */
  public static final int MAX_EXTENDED_BYTES = 64 << 10;

  /**
   * Pieces that a torrent of unknown geometry may have: what a bitfield of that length can name.
   */
  public static final int MAX_UNKNOWN_PIECES = 8 * (MAX_MESSAGE_BYTES - 1);

  private final @Nullable PieceGeometry geometry;
  private final int pieceCount;

  private MessageLimits(@Nullable PieceGeometry geometry, int pieceCount) {
    this.geometry = geometry;
    this.pieceCount = pieceCount;
  }

  /** Returns the general bounds, for a torrent whose metadata is still missing. */
  public static MessageLimits beforeMetadata() {
    return new MessageLimits(null, MAX_UNKNOWN_PIECES);
  }

  /** Returns the exact bounds of the torrent that falls into {@code geometry}. */
  public static MessageLimits of(PieceGeometry geometry) {
    return new MessageLimits(geometry, geometry.pieceCount());
  }

  /** Returns the torrent's geometry, if it is known. */
  public Optional<PieceGeometry> geometry() {
    return Optional.ofNullable(geometry);
  }

  /** Returns how many pieces there are, or at most can be. */
  int pieceCount() {
    return pieceCount;
  }

  /** Returns the highest value that a length prefix may have. */
  int maxMessageBytes() {
    return Math.max(MAX_MESSAGE_BYTES, 1 + PieceSet.bitfieldBytes(pieceCount));
  }

  /** Returns whether {@code pieceIndex} can name a piece. */
  public boolean hasPiece(int pieceIndex) {
    return pieceIndex >= 0 && pieceIndex < pieceCount;
  }

  /** Returns whether the range, of at most 16 KiB, can lie within a piece. */
  boolean hasBlock(int pieceIndex, int begin, int length) {
    return hasPiece(pieceIndex)
        && begin >= 0
        && length >= 1
        && length <= BlockRef.MAX_BYTES
        && (long) begin + length <= pieceBytes(pieceIndex);
  }

  private int pieceBytes(int pieceIndex) {
    return geometry == null ? Integer.MAX_VALUE : geometry.pieceBytes(pieceIndex);
  }

  /** Returns whether a bitfield can have this many bytes. */
  boolean hasBitfieldOf(int lengthBytes) {
    int most = PieceSet.bitfieldBytes(pieceCount);
    return geometry == null ? lengthBytes <= most : lengthBytes == most;
  }

  /** Returns whether a bit behind the last piece is set; never so while the geometry is unknown. */
  boolean hasSpareBit(byte[] bits) {
    long spareBits = 8L * bits.length - pieceCount;
    return geometry != null
        && spareBits > 0
        && (bits[bits.length - 1] & ((1 << spareBits) - 1)) != 0;
  }

  /**
   * Returns whether a message is possible that was decoded under wider limits, as before the
   * metadata was there.
   */
  public boolean admits(PeerMessage message) {
    return switch (message) {
      case PeerMessage.Bitfield(var bits) -> hasBitfieldOf(bits.length) && !hasSpareBit(bits);
      case PeerMessage.Have(var pieceIndex) -> hasPiece(pieceIndex);
      case PeerMessage.SuggestPiece(var pieceIndex) -> hasPiece(pieceIndex);
      case PeerMessage.AllowedFast(var pieceIndex) -> hasPiece(pieceIndex);
      case PeerMessage.Request(var block) -> hasBlock(block);
      case PeerMessage.Cancel(var block) -> hasBlock(block);
      case PeerMessage.RejectRequest(var block) -> hasBlock(block);
      case PeerMessage.Piece piece -> hasBlock(piece.block());
      case PeerMessage.Choke() -> true;
      case PeerMessage.Unchoke() -> true;
      case PeerMessage.Interested() -> true;
      case PeerMessage.NotInterested() -> true;
      case PeerMessage.HaveAll() -> true;
      case PeerMessage.HaveNone() -> true;
      case PeerMessage.KeepAlive() -> true;
      case PeerMessage.Port port -> true;
      case PeerMessage.Extended extended -> true;
      case PeerMessage.Unknown unknown -> true;
    };
  }

  private boolean hasBlock(BlockRef block) {
    return hasBlock(block.pieceIndex(), block.begin(), block.length());
  }

  @Override
  public String toString() {
    return geometry == null ? "limits before metadata" : "limits of " + geometry;
  }
}
