package dev.sluice.bencode;

import dev.sluice.model.Bep;
import java.nio.ByteBuffer;

/**
 * One bencoded value, immutable.
 *
 * <p>A decoded value is a view of the bytes it was decoded from and keeps them in memory; its
 * bencoded form is exactly the bytes that stood there, so that a digest over them is the digest
 * that their author meant. A value that was built has the canonical form: keys sorted as raw bytes.
 *
 * <p>Two values are equal if they hold the same, however their keys were ordered in a source.
 */
@Bep(3)
public sealed interface BValue permits BString, BInteger, BList, BDictionary {
  /** Returns the length of the bencoded form in bytes. */
  int encodedBytes();

  /** Returns the bencoded form in a new array, which the caller owns. */
  default byte[] encode() {
    byte[] target = new byte[encodedBytes()];
    BencodeEncoder.write(this, target, 0);
    return target;
  }

  /**
   * Writes the bencoded form to {@code target} and moves its position behind it.
   *
   * @throws java.nio.BufferOverflowException if fewer than {@link #encodedBytes} bytes remain
   */
  default void encodeTo(ByteBuffer target) {
    target.put(encoded());
  }

  /**
   * Returns the bencoded form as a read-only buffer: a view without copying if the value is a
   * string or was decoded, else a buffer of its own.
   */
  default ByteBuffer encoded() {
    return ByteBuffer.wrap(encode()).asReadOnlyBuffer();
  }
}
