package dev.sluice.transport.mse;

import java.nio.ByteBuffer;

/** The verification constant of MSE: eight zeros, by which a side sees that both ciphers agree. */
final class Verification {
  /** Its length. */
  static final int BYTES = 8;

  private Verification() {}

  /** Appends it to {@code target}, which is zero there. */
  static void put(ByteBuffer target) {
    target.putLong(0);
  }

  /** Returns it as the other side's cipher makes it; the cipher is then behind it. */
  static byte[] encrypted(Rc4 cipher) {
    byte[] zeros = new byte[BYTES];
    cipher.apply(ByteBuffer.wrap(zeros));
    return zeros;
  }
}
