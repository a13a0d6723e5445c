package dev.sluice.wire.extension;

import dev.sluice.model.Bep;
import dev.sluice.wire.MessageLimits;
import dev.sluice.wire.WireException;
import java.nio.ByteBuffer;

/**
 * Takes a have back: the sender lost the piece.
 *
 * <pre>
 * | piece index (4) |
 * </pre>
 *
 * @param pieceIndex the piece, from 0
 */
@Bep(54)
public record LtDonthave(int pieceIndex) {
  /**
   * Returns the message that the payload holds.
   *
   * @throws WireException if it has another length than 4, or names a piece that cannot be
   */
  public static LtDonthave parse(byte[] payload, MessageLimits limits) throws WireException {
    if (payload.length != Integer.BYTES) {
      throw new WireException("lt_donthave of 4 bytes", payload.length + " bytes", 0);
    }
    int pieceIndex = ByteBuffer.wrap(payload).getInt();
    if (!limits.hasPiece(pieceIndex)) {
      throw new WireException(
          "lt_donthave with the index of a piece", Integer.toUnsignedString(pieceIndex), 0);
    }
    return new LtDonthave(pieceIndex);
  }

  /** Returns the payload in a new array. */
  public byte[] encode() {
    return ByteBuffer.allocate(Integer.BYTES).putInt(pieceIndex).array();
  }
}
