package dev.sluice.transport.mse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;

/** Bytes without a meaning, so that no message has a length by which it could be known. */
final class Padding {
  /** The most that MSE allows in one place. */
  static final int MAX_BYTES = 512;

  private Padding() {}

  /** Returns a length, 0 to 512. */
  static int drawLength(Random random) {
    return random.nextInt(MAX_BYTES + 1);
  }

  /** Returns {@code key} with random bytes behind it. */
  static ByteBuffer behind(byte[] key, Random random) {
    byte[] padding = new byte[drawLength(random)];
    random.nextBytes(padding);
    return ByteBuffer.allocate(key.length + padding.length).put(key).put(padding).flip();
  }

  /**
   * Skips an encrypted length of two bytes and as many bytes.
   *
   * @throws MseException if they are more than 512
   */
  static void skip(HandshakeInput input, Rc4 cipher) throws IOException {
    int length = Short.toUnsignedInt(input.take(Short.BYTES, cipher).getShort());
    if (length > MAX_BYTES) {
      throw new MseException(length + " bytes of padding, where 512 are allowed");
    }
    ByteBuffer unused = input.take(length, cipher);
  }
}
