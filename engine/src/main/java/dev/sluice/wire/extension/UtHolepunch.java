package dev.sluice.wire.extension;

import dev.sluice.model.Bep;
import dev.sluice.model.PeerAddress;
import dev.sluice.wire.WireException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Brings two peers together, neither of which can be connected to, by way of a third that both are
 * connected to.
 *
 * <pre>
 * | type (1) | address type (1) | address (4 or 16) | port (2) | error (4) |
 *   0 rendezvous                                                 0 unless the type is error
 *   1 connect   0 IPv4, 1 IPv6
 *   2 error
 * </pre>
 */
@Bep(55)
public sealed interface UtHolepunch {
  /** Returns the peer that the message is about: neither its sender nor its receiver. */
  PeerAddress peer();

  /**
   * Asks the receiver to bring the sender and {@code peer} together.
   *
   * @param peer whom the sender wants to reach
   */
  record Rendezvous(PeerAddress peer) implements UtHolepunch {}

  /**
   * Tells the receiver to connect to {@code peer} by uTP now, as {@code peer} does.
   *
   * @param peer whom to connect to
   */
  record Connect(PeerAddress peer) implements UtHolepunch {}

  /**
   * Says that a rendezvous cannot be.
   *
   * @param peer as in the rendezvous
   * @param reason why, from 1 to 4 as the BEP lists them; other numbers may come
   */
  record Failed(PeerAddress peer, int reason) implements UtHolepunch {
    /** The reason: there cannot be such a peer. */
    public static final int NO_SUCH_PEER = 1;

    /** The reason: the relay is not connected to the peer. */
    public static final int NOT_CONNECTED = 2;

    /** The reason: the peer does not know this extension. */
    public static final int NO_SUPPORT = 3;

    /** The reason: the peer is the relay. */
    public static final int NO_SELF = 4;
  }

  /**
   * Returns the message that the payload holds; the error code may be missing where it means
   * nothing.
   *
   * @throws WireException if type, address type, length or port are none of those drawn above
   */
  static UtHolepunch parse(byte[] payload) throws WireException {
    if (payload.length < 2 || payload[0] < 0 || payload[0] > 2) {
      throw violation("of type 0, 1 or 2", payload);
    }
    PeerAddress peer = peer(payload);
    int errorAt = 2 + addressBytes(payload);
    return switch (payload[0]) {
      case 0 -> new Rendezvous(peer);
      case 1 -> new Connect(peer);
      default -> {
        if (payload.length < errorAt + Integer.BYTES) {
          throw violation("with an error code", payload);
        }
        yield new Failed(peer, ByteBuffer.wrap(payload).getInt(errorAt));
      }
    };
  }

  private static int addressBytes(byte[] payload) {
    return payload[1] == 0 ? PeerAddress.COMPACT_IPV4_BYTES : PeerAddress.COMPACT_IPV6_BYTES;
  }

  private static PeerAddress peer(byte[] payload) throws WireException {
    int length = addressBytes(payload);
    if (payload[1] < 0 || payload[1] > 1 || payload.length < 2 + length) {
      throw violation("with an IPv4 or IPv6 address", payload);
    }
    byte[] compact = Arrays.copyOfRange(payload, 2, 2 + length);
    List<PeerAddress> peers = PeerAddress.listFromCompact(compact, length);
    if (peers.isEmpty()) {
      throw violation("with a port from 1", payload);
    }
    return peers.get(0);
  }

  private static WireException violation(String expected, byte[] payload) {
    return new WireException(
        "ut_holepunch " + expected,
        String.format(Locale.ROOT, "another of %d bytes", payload.length),
        0);
  }

  /** Returns the payload in a new array. */
  default byte[] encode() {
    return switch (this) {
      case Rendezvous rendezvous -> encoded(0, 0);
      case Connect connect -> encoded(1, 0);
      case Failed failed -> encoded(2, failed.reason());
    };
  }

  private byte[] encoded(int type, int error) {
    byte[] compact = peer().toCompact();
    int addressType = compact.length == PeerAddress.COMPACT_IPV4_BYTES ? 0 : 1;
    return ByteBuffer.allocate(2 + compact.length + Integer.BYTES)
        .put((byte) type)
        .put((byte) addressType)
        .put(compact)
        .putInt(error)
        .array();
  }
}
