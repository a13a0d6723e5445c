package dev.sluice.wire;

import dev.sluice.model.Bep;
import dev.sluice.model.BlockBuffer;
import dev.sluice.model.BlockRef;
import java.util.Arrays;
import java.util.Locale;

/**
 * One message between two peers after their handshakes.
 *
 * <p>On the wire each begins with the number of bytes that follow, 4 bytes big-endian, then (but
 * for {@link KeepAlive}) one byte that tells the kind. All integers are 4 bytes big-endian unless
 * drawn otherwise; the drawings give widths in bytes.
 *
 * <p>The records say what can be said, not what makes sense: {@link MessageDecoder} checks the
 * ranges of what a peer sends. Records that hold an array or a buffer say who owns it.
 */
@Bep({3, 5, 6, 10})
public sealed interface PeerMessage {
  /** The one keep-alive. */
  KeepAlive KEEP_ALIVE = new KeepAlive();

  /** The one choke. */
  Choke CHOKE = new Choke();

  /** The one unchoke. */
  Unchoke UNCHOKE = new Unchoke();

  /** The one interested. */
  Interested INTERESTED = new Interested();

  /** The one not interested. */
  NotInterested NOT_INTERESTED = new NotInterested();

  /** The one have all. */
  HaveAll HAVE_ALL = new HaveAll();

  /** The one have none. */
  HaveNone HAVE_NONE = new HaveNone();

  /**
   * Says only that the sender is alive.
   *
   * <pre>
   * | 0 (4) |
   * </pre>
   */
  record KeepAlive() implements PeerMessage {}

  /**
   * The sender will not answer requests now; without the fast extension it also forgets those it
   * has.
   *
   * <pre>
   * | 1 (4) | 0 (1) |
   * </pre>
   */
  record Choke() implements PeerMessage {}

  /**
   * The sender will answer requests.
   *
   * <pre>
   * | 1 (4) | 1 (1) |
   * </pre>
   */
  record Unchoke() implements PeerMessage {}

  /**
   * The sender wants something that the receiver has.
   *
   * <pre>
   * | 1 (4) | 2 (1) |
   * </pre>
   */
  record Interested() implements PeerMessage {}

  /**
   * The sender wants nothing that the receiver has.
   *
   * <pre>
   * | 1 (4) | 3 (1) |
   * </pre>
   */
  record NotInterested() implements PeerMessage {}

  /**
   * The sender now has a piece.
   *
   * <pre>
   * | 5 (4) | 4 (1) | piece index (4) |
   * </pre>
   *
   * @param pieceIndex the piece, from 0
   */
  record Have(int pieceIndex) implements PeerMessage {}

  /**
   * All that the sender has; only as the first message.
   *
   * <pre>
   * | 1 + n (4) | 5 (1) | bits (n) |     the highest bit of the first byte is piece 0
   * </pre>
   *
   * @param bits [own] one bit for each piece, spare bits at the end zero. The record owns the
   *     array: who makes the message does not touch it again, and nobody changes it
   */
  record Bitfield(byte[] bits) implements PeerMessage {
    @Override
    public boolean equals(Object other) {
      return other instanceof Bitfield that && Arrays.equals(bits, that.bits);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bits);
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "Bitfield[%d bytes]", bits.length);
    }
  }

  /**
   * Asks for a block.
   *
   * <pre>
   * | 13 (4) | 6 (1) | piece index (4) | begin (4) | length (4) |
   * </pre>
   *
   * @param block what is asked for
   */
  record Request(BlockRef block) implements PeerMessage {}

  /**
   * Carries a block.
   *
   * <pre>
   * | 9 + n (4) | 7 (1) | piece index (4) | begin (4) | payload (n) |
   * </pre>
   *
   * @param pieceIndex the piece, from 0
   * @param begin where the payload begins within the piece, in bytes
   * @param data [own] the payload, between position 0 and limit of its bytes. Who holds the message
   *     holds the lease and releases it, or hands it on
   */
  record Piece(int pieceIndex, int begin, BlockBuffer data) implements PeerMessage {
    /** Returns which block this is; to be asked while the payload is untouched. */
    public BlockRef block() {
      return new BlockRef(pieceIndex, begin, data.bytes().remaining());
    }
  }

  /**
   * Takes a request back.
   *
   * <pre>
   * | 13 (4) | 8 (1) | piece index (4) | begin (4) | length (4) |
   * </pre>
   *
   * @param block exactly as it was asked for
   */
  record Cancel(BlockRef block) implements PeerMessage {}

  /**
   * Names the UDP port of the sender's DHT node (BEP 5).
   *
   * <pre>
   * | 3 (4) | 9 (1) | port (2) |
   * </pre>
   *
   * @param port from 0 to 65535; 0 is no usable port
   */
  record Port(int port) implements PeerMessage {}

  /**
   * Recommends a piece to download, as one that the sender has at hand (BEP 6).
   *
   * <pre>
   * | 5 (4) | 13 (1) | piece index (4) |
   * </pre>
   *
   * @param pieceIndex the piece, from 0
   */
  record SuggestPiece(int pieceIndex) implements PeerMessage {}

  /**
   * Stands for a bitfield with every bit set (BEP 6).
   *
   * <pre>
   * | 1 (4) | 14 (1) |
   * </pre>
   */
  record HaveAll() implements PeerMessage {}

  /**
   * Stands for a bitfield with no bit set (BEP 6).
   *
   * <pre>
   * | 1 (4) | 15 (1) |
   * </pre>
   */
  record HaveNone() implements PeerMessage {}

  /**
   * Says that a request will not be answered with a piece (BEP 6).
   *
   * <pre>
   * | 13 (4) | 16 (1) | piece index (4) | begin (4) | length (4) |
   * </pre>
   *
   * @param block exactly as it was asked for
   */
  record RejectRequest(BlockRef block) implements PeerMessage {}

  /**
   * Names a piece that the receiver may request while it is choked (BEP 6).
   *
   * <pre>
   * | 5 (4) | 17 (1) | piece index (4) |
   * </pre>
   *
   * @param pieceIndex the piece, from 0
   */
  record AllowedFast(int pieceIndex) implements PeerMessage {}

  /**
   * Frames a message of the extension protocol (BEP 10).
   *
   * <pre>
   * | 2 + n (4) | 20 (1) | extended id (1) | payload (n) |
   * </pre>
   *
   * @param extendedId from 0 to 255: 0 is the extension handshake, others as the receiver of the
   *     message named them in its own handshake
   * @param payload [own] what the extension defines. The record owns the array: who makes the
   *     message does not touch it again, and nobody changes it
   */
  record Extended(int extendedId, byte[] payload) implements PeerMessage {
    @Override
    public boolean equals(Object other) {
      return other instanceof Extended that
          && extendedId == that.extendedId
          && Arrays.equals(payload, that.payload);
    }

    @Override
    public int hashCode() {
      return 31 * extendedId + Arrays.hashCode(payload);
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "Extended[id %d, %d bytes]", extendedId, payload.length);
    }
  }

  /**
   * A message of a kind that we do not know: its bytes were skipped, so it cannot be encoded.
   *
   * <pre>
   * | 1 + n (4) | id (1) | ... (n) |
   * </pre>
   *
   * @param id from 0 to 255
   * @param lengthBytes n, how many bytes behind the id were skipped
   */
  record Unknown(int id, int lengthBytes) implements PeerMessage {}
}
