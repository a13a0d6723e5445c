package dev.sluice.bencode;

import dev.sluice.model.Bep;
import java.nio.ByteBuffer;

/**
 * Decodes bencode. A value is encoded by its own {@link BValue#encode}.
 *
 * <p>Refused are: leading zeros, negative zero, numbers beyond 64 bits, keys that are no strings,
 * keys that stand twice in a dictionary, bytes behind the value, and whatever exceeds the limits.
 * Keys out of order are accepted, see {@link BDictionary#isSortedInSource}. A string's length is
 * compared with the bytes left before anything is allocated for it.
 */
@Bep(3)
public final class Bencode {
  private Bencode() {}

  /**
   * Decodes {@code bytes}, which must be one value and nothing else.
   *
   * @param bytes [own] the values are views of it, so nobody may change it afterwards
   * @throws BencodeException if it is anything else
   */
  public static BValue decode(byte[] bytes, BencodeLimits limits) throws BencodeException {
    BencodeDecoder decoder = new BencodeDecoder(bytes, limits);
    BValue value = decoder.decode();
    decoder.expectEnd();
    return value;
  }

  /**
   * Decodes {@code bytes}, which must be one dictionary and nothing else, as {@link #decode}.
   *
   * @throws BencodeException if it is anything else
   */
  public static BDictionary decodeDictionary(byte[] bytes, BencodeLimits limits)
      throws BencodeException {
    return asDictionary(decode(bytes, limits));
  }

  /**
   * Decodes the dictionary that {@code buffer} begins with and moves its position behind it; what
   * follows stays unread, as the payload of a {@code ut_metadata} message does (BEP 9).
   *
   * @param buffer all that remains is copied, so that the values do not depend on it
   * @throws BencodeException if there is no dictionary, or more than {@code maxBytes} remain; the
   *     position is then unchanged
   */
  public static BDictionary decodePrefix(ByteBuffer buffer, BencodeLimits limits)
      throws BencodeException {
    if (buffer.remaining() > limits.maxBytes()) {
      throw BencodeDecoder.tooLong(buffer.remaining(), limits);
    }
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    BencodeDecoder decoder = new BencodeDecoder(bytes, limits);
    BDictionary dictionary = asDictionary(decoder.decode());
    buffer.position(buffer.position() + decoder.position());
    return dictionary;
  }

  private static BDictionary asDictionary(BValue value) throws BencodeException {
    if (value instanceof BDictionary dictionary) {
      return dictionary;
    }
    throw new BencodeException(0, "a dictionary", "another value");
  }
}
