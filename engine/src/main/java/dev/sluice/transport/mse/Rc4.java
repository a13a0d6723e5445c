package dev.sluice.transport.mse;

import java.nio.ByteBuffer;

/**
 * The stream cipher RC4: the same bytes are added to encrypt and to decrypt.
 *
 * <p>The platform's {@code ARCFOUR} takes half as long again, and a policy of the platform may
 * forbid it (docs/decisions). Owned by one direction of a connection.
 */
final class Rc4 {
  private static final int STATES = 256;
  private static final int MASK = STATES - 1;

  private final int[] state = new int[STATES];
  private int x;
  private int y;

  /** Begins at the first byte of the stream of {@code key}, which has 1 to 256 bytes. */
  Rc4(byte[] key) {
    for (int i = 0; i < STATES; i++) {
      state[i] = i;
    }
    for (int i = 0, j = 0; i < STATES; i++) {
      j = (j + state[i] + key[i % key.length]) & MASK;
      int swapped = state[i];
      state[i] = state[j];
      state[j] = swapped;
    }
  }

  /** Encrypts or decrypts what remains in {@code bytes}, in place; its position stays. */
  void apply(ByteBuffer bytes) {
    apply(bytes, bytes.position(), bytes.limit());
  }

  /** Encrypts or decrypts the bytes from index {@code from} to before {@code to}, in place. */
  void apply(ByteBuffer bytes, int from, int to) {
    int[] s = state;
    int i = x;
    int j = y;
    for (int at = from; at < to; at++) {
      i = (i + 1) & MASK;
      int a = s[i];
      j = (j + a) & MASK;
      int b = s[j];
      s[i] = b;
      s[j] = a;
      bytes.put(at, (byte) (bytes.get(at) ^ s[(a + b) & MASK]));
    }
    x = i;
    y = j;
  }
}
