package dev.sluice.wire.extension;

import dev.sluice.bencode.BDictionary;
import dev.sluice.bencode.BDictionaryBuilder;
import dev.sluice.bencode.BencodeLimits;
import dev.sluice.model.Bep;
import dev.sluice.wire.WireException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;

/**
 * A message about the info dictionary, which travels in pieces of 16 KiB.
 *
 * <pre>
 * request  d 8:msg_type i0e 5:piece iNe e
 * data     d 8:msg_type i1e 5:piece iNe 10:total_size iSe e  followed by the bytes of piece N
 * reject   d 8:msg_type i2e 5:piece iNe e
 * </pre>
 */
@Bep(9)
public sealed interface UtMetadata {
  /** Length of every piece but the last, in bytes. */
  int PIECE_BYTES = 16 * 1024;

  /** The longest info dictionary that we fetch: 32 MiB; 14 MiB have been seen in the wild. */
  int MAX_TOTAL_BYTES = 32 << 20;

  /** A dictionary of three entries, a piece behind it, and room for entries that we do not know. */
  BencodeLimits LIMITS = new BencodeLimits(8, 100, PIECE_BYTES + 4096);

  /** Returns the piece that the message is about, from 0. */
  int piece();

  /**
   * Asks for a piece.
   *
   * @param piece from 0
   */
  record Request(int piece) implements UtMetadata {}

  /**
   * Carries a piece.
   *
   * @param piece from 0
   * @param totalBytes length of the whole info dictionary, as this peer believes
   * @param bytes [own] the piece: 16 KiB, or what remains of {@code totalBytes} for the last one.
   *     The record owns the array and nobody changes it
   */
  record Data(int piece, int totalBytes, byte[] bytes) implements UtMetadata {
    public Data {
      if (piece < 0 || bytes.length != pieceBytes(piece, totalBytes)) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT, "%d bytes as piece %d of %d", bytes.length, piece, totalBytes));
      }
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Data that
          && piece == that.piece
          && totalBytes == that.totalBytes
          && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
      return 31 * (31 * piece + totalBytes) + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "Data[piece %d, %d of %d bytes]", piece, bytes.length, totalBytes);
    }
  }

  /**
   * Refuses a piece: the sender does not have it, or has sent it too often.
   *
   * @param piece from 0
   */
  record Reject(int piece) implements UtMetadata {}

  /**
   * A kind that we do not know, to be ignored (BEP 9).
   *
   * @param piece from 0; 0 if it names none
   * @param type what {@code msg_type} says
   */
  record Unknown(int piece, long type) implements UtMetadata {}

  /** Returns how many pieces an info dictionary of {@code totalBytes} has. */
  static int pieceCount(int totalBytes) {
    return Math.ceilDiv(totalBytes, PIECE_BYTES);
  }

  /** Returns the length of the piece, or 0 if there is no such piece. */
  static int pieceBytes(int piece, int totalBytes) {
    long rest = totalBytes - (long) piece * PIECE_BYTES;
    return (int) Math.max(0, Math.min(PIECE_BYTES, rest));
  }

  /**
   * Returns the message that the payload holds.
   *
   * @throws WireException if it holds none, or a piece that cannot be
   */
  static UtMetadata parse(byte[] payload) throws WireException {
    ByteBuffer input = ByteBuffer.wrap(payload);
    BDictionary dictionary = Bencoded.read("a ut_metadata message", input, LIMITS);
    long type = dictionary.integer("msg_type").orElse(-1);
    if (type < 0 || type > 2) {
      return new Unknown(0, type);
    }
    int piece = inRange(dictionary, "piece", pieceCount(MAX_TOTAL_BYTES) - 1);
    if (type == 0) {
      return new Request(piece);
    }
    return type == 2 ? new Reject(piece) : data(piece, dictionary, input);
  }

  private static Data data(int piece, BDictionary dictionary, ByteBuffer input)
      throws WireException {
    int totalBytes = inRange(dictionary, "total_size", MAX_TOTAL_BYTES);
    int expected = pieceBytes(piece, totalBytes);
    if (expected == 0 || input.remaining() != expected) {
      throw new WireException(
          String.format(Locale.ROOT, "a whole piece of %d bytes of metadata", totalBytes),
          String.format(Locale.ROOT, "%d bytes as piece %d", input.remaining(), piece),
          input.position());
    }
    byte[] bytes = new byte[expected];
    input.get(bytes);
    return new Data(piece, totalBytes, bytes);
  }

  private static int inRange(BDictionary dictionary, String key, int most) throws WireException {
    long value = dictionary.integer(key).orElse(-1);
    if (value < 0 || value > most) {
      throw new WireException(
          String.format(Locale.ROOT, "ut_metadata with %s from 0 to %d", key, most),
          value == -1 ? "none" : Long.toString(value),
          0);
    }
    return (int) value;
  }

  /**
   * Returns the payload in a new array.
   *
   * @throws IllegalArgumentException if the message is {@link Unknown}
   */
  default byte[] encode() {
    return switch (this) {
      case Request request -> entries(0).build().encode();
      case Reject reject -> entries(2).build().encode();
      case Data data -> {
        byte[] head = entries(1).put("total_size", data.totalBytes()).build().encode();
        yield ByteBuffer.allocate(head.length + data.bytes().length)
            .put(head)
            .put(data.bytes())
            .array();
      }
      case Unknown unknown ->
          throw new IllegalArgumentException("its contents are lost: " + unknown);
    };
  }

  private BDictionaryBuilder entries(int type) {
    return BDictionary.builder().put("msg_type", type).put("piece", piece());
  }
}
