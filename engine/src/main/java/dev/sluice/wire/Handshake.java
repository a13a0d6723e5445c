package dev.sluice.wire;

import dev.sluice.model.Bep;
import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The first bytes that each side of a connection sends.
 *
 * <pre>
 * 0    1                        20             28              48           68
 * | 19 | "BitTorrent protocol" | reserved (8) | info-hash (20) | peer id (20) |
 * |---------------------- opening ---------------------------|
 * </pre>
 *
 * <p>An incoming peer may hold its id back until it has seen our handshake; so the side that was
 * called answers after the {@link Opening} and reads the peer id later.
 *
 * @param reserved what the sender supports
 * @param infoHash the torrent that the sender wants to talk about
 * @param peerId how the sender names itself; no proof of anything
 */
@Bep(3)
public record Handshake(ReservedBits reserved, InfoHash infoHash, PeerId peerId) {
  /** Length of the whole handshake in bytes. */
  public static final int BYTES = 68;

  private static final byte[] PROTOCOL =
      "\u0013BitTorrent protocol".getBytes(StandardCharsets.US_ASCII);

  /**
   * Everything before the peer id: enough to find the torrent.
   *
   * @param reserved what the sender supports
   * @param infoHash the torrent that the sender wants to talk about
   */
  public record Opening(ReservedBits reserved, InfoHash infoHash) {
    /** Length in bytes. */
    public static final int BYTES = Handshake.BYTES - PeerId.BYTES;

    /**
     * Reads the next 48 bytes of {@code input}.
     *
     * @param input with at least 48 bytes remaining
     * @throws WireException if they do not begin with the name of the protocol
     */
    public static Opening decode(ByteBuffer input) throws WireException {
      if (!mayBeginWith(input)) {
        throw new WireException("the name of the protocol", "other bytes", 0);
      }
      input.position(input.position() + PROTOCOL.length);
      return new Opening(new ReservedBits(input.getLong()), InfoHash.readFrom(input));
    }

    /** Returns the whole handshake. */
    public Handshake withPeerId(PeerId peerId) {
      return new Handshake(reserved, infoHash, peerId);
    }
  }

  /**
   * Returns whether a handshake can begin with the bytes of {@code input}, be they fewer than it
   * has; the position stays. False on the first bytes of an obfuscated connection, or of something
   * that is no peer.
   */
  public static boolean mayBeginWith(ByteBuffer input) {
    int known = Math.min(input.remaining(), PROTOCOL.length);
    for (int i = 0; i < known; i++) {
      if (input.get(input.position() + i) != PROTOCOL[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Reads the next 68 bytes of {@code input}.
   *
   * @param input with at least 68 bytes remaining
   * @throws WireException if they do not begin with the name of the protocol
   */
  public static Handshake decode(ByteBuffer input) throws WireException {
    return Opening.decode(input).withPeerId(PeerId.readFrom(input));
  }

  /** Writes the 68 bytes to {@code target}. */
  public void encode(ByteBuffer target) {
    target.put(PROTOCOL).putLong(reserved.bits());
    infoHash.writeTo(target);
    peerId.writeTo(target);
  }
}
