package dev.sluice.transport.utp;

import dev.sluice.model.Bep;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * One packet, as it fills a datagram (BEP 29).
 *
 * <pre>
 *    0       4       8               16              24              32
 *   +-------+-------+---------------+---------------+---------------+
 *   | type  | vers. | extension     | connectionId                  |
 *   +-------+-------+---------------+---------------+---------------+
 *   | timestampMicros                                               |
 *   | delayMicros                                                   |
 *   | windowBytes                                                   |
 *   +---------------+---------------+---------------+---------------+
 *   | sequence                      | ack                           |
 *   +---------------+---------------+---------------+---------------+
 * </pre>
 *
 * Extensions follow, each {@code next extension, length, bytes}, and then the payload.
 *
 * @param connectionId 0 to 65,535
 * @param sequence its number, 0 to 65,535; a packet that takes none says the next one
 * @param selectiveAck what has come out of order
 * @param payload bytes of the stream, from position to limit; never touched
 */
@Bep(29)
record UtpPacket(
    PacketType type,
    int connectionId,
    Stamp stamp,
    int sequence,
    SelectiveAck selectiveAck,
    ByteBuffer payload) {
  /** Bytes of a packet without extensions and payload. */
  static final int HEADER_BYTES = 20;

  private static final int VERSION = 1;
  private static final int TYPE_SHIFT = 4;
  private static final int NO_EXTENSION = 0;
  private static final int SELECTIVE_ACK = 1;
  private static final int EXTENSION_HEADER_BYTES = 2;
  private static final int STAMP_AT = 4;
  private static final int ACK_AT = 18;
  private static final PacketType[] TYPES = PacketType.values();
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

  /** Returns a packet that carries no bytes of the stream. */
  static UtpPacket bare(
      PacketType type, int connectionId, Stamp stamp, int sequence, SelectiveAck selectiveAck) {
    return new UtpPacket(type, connectionId, stamp, sequence, selectiveAck, NOTHING);
  }

  /** Returns whether a datagram can be a packet: its first byte belongs to no other protocol. */
  static boolean mayBe(byte[] datagram) {
    return datagram.length >= HEADER_BYTES
        && (datagram[0] & 0xf) == VERSION
        && (datagram[0] & 0xff) >> TYPE_SHIFT < TYPES.length;
  }

  /**
   * Reads a packet.
   *
   * @param datagram [own] the payload stays in it
   * @return nothing if it is no packet, or a broken one: anyone can send anything here
   */
  static Optional<UtpPacket> decode(byte[] datagram) {
    if (!mayBe(datagram)) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(datagram);
    PacketType type = TYPES[(bytes.get() & 0xff) >> TYPE_SHIFT];
    int extension = Byte.toUnsignedInt(bytes.get());
    int connectionId = Short.toUnsignedInt(bytes.getShort());
    int timestampMicros = bytes.getInt();
    int delayMicros = bytes.getInt();
    long windowBytes = Integer.toUnsignedLong(bytes.getInt());
    int sequence = Short.toUnsignedInt(bytes.getShort());
    Stamp stamp =
        new Stamp(timestampMicros, delayMicros, windowBytes, Short.toUnsignedInt(bytes.getShort()));
    return readExtensions(bytes, extension)
        .map(mask -> new UtpPacket(type, connectionId, stamp, sequence, mask, bytes));
  }

  /** Reads up to the payload; extensions that nobody knows are passed over, as they have to be. */
  private static Optional<SelectiveAck> readExtensions(ByteBuffer bytes, int first) {
    SelectiveAck selectiveAck = SelectiveAck.NONE;
    for (int extension = first; extension != NO_EXTENSION; ) {
      if (bytes.remaining() < EXTENSION_HEADER_BYTES) {
        return Optional.empty();
      }
      int next = Byte.toUnsignedInt(bytes.get());
      int length = Byte.toUnsignedInt(bytes.get());
      if (length > bytes.remaining()) {
        return Optional.empty();
      }
      int end = bytes.position() + length;
      if (extension == SELECTIVE_ACK) {
        selectiveAck = SelectiveAck.read(bytes.duplicate().limit(end).slice());
      }
      bytes.position(end);
      extension = next;
    }
    return Optional.of(selectiveAck);
  }

  /** Returns the datagram. */
  byte[] encode() {
    byte[] mask = selectiveAck.toBytes();
    int extensionBytes = mask.length == 0 ? 0 : EXTENSION_HEADER_BYTES + mask.length;
    byte[] datagram = new byte[HEADER_BYTES + extensionBytes + payload.remaining()];
    ByteBuffer bytes = ByteBuffer.wrap(datagram);
    bytes.put((byte) (type.ordinal() << TYPE_SHIFT | VERSION));
    bytes.put((byte) (mask.length == 0 ? NO_EXTENSION : SELECTIVE_ACK));
    bytes.putShort((short) connectionId).position(ACK_AT - Short.BYTES);
    bytes.putShort((short) sequence).position(HEADER_BYTES);
    if (mask.length > 0) {
      bytes.put((byte) NO_EXTENSION).put((byte) mask.length).put(mask);
    }
    bytes.put(payload.duplicate());
    stamp(datagram, stamp);
    return datagram;
  }

  /** Writes {@code stamp} over the one that an encoded packet has. */
  static void stamp(byte[] datagram, Stamp stamp) {
    ByteBuffer.wrap(datagram)
        .putInt(STAMP_AT, stamp.timestampMicros())
        .putInt(STAMP_AT + Integer.BYTES, stamp.delayMicros())
        .putInt(STAMP_AT + 2 * Integer.BYTES, (int) stamp.windowBytes())
        .putShort(ACK_AT, (short) stamp.ack());
  }
}
