package dev.sluice.transport.mse;

import java.math.BigInteger;
import java.util.Random;

/**
 * One side of a Diffie-Hellman exchange in the group that MSE prescribes: 768 bits, generator 2.
 *
 * <p>Both halves together take about 0.1 ms of a processor, which is why strangers may not ask for
 * any number of them.
 */
final class KeyExchange {
  /** Length of a public key and of the secret. */
  static final int KEY_BYTES = 96;

  /** Length of the private key, as MSE advises; more would make it slower, not safer. */
  private static final int PRIVATE_BITS = 160;

  private static final BigInteger PRIME =
      new BigInteger(
          "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74"
              + "020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F1437"
              + "4FE1356D6D51C245E485B576625E7EC6F44C42E9A63A36210000000000090563",
          16);

  private static final BigInteger TWO = BigInteger.valueOf(2);
  private static final BigInteger LARGEST = PRIME.subtract(TWO);

  private final BigInteger privateKey;

  private KeyExchange(BigInteger privateKey) {
    this.privateKey = privateKey;
  }

  /** Returns one with a private key drawn from {@code random}. */
  static KeyExchange draw(Random random) {
    byte[] bytes = new byte[PRIVATE_BITS / Byte.SIZE];
    random.nextBytes(bytes);
    return new KeyExchange(new BigInteger(1, bytes));
  }

  /** Returns what to tell the other side: 96 bytes, big-endian. */
  byte[] publicKey() {
    return bytes(TWO.modPow(privateKey, PRIME));
  }

  /**
   * Returns the secret that only the two sides know.
   *
   * @param theirKey the other side's public key, 96 bytes
   * @throws MseException if it is 0, 1, p - 1 or no number of the group: then everybody who listens
   *     would know the secret
   */
  SharedSecret agree(byte[] theirKey) throws MseException {
    BigInteger theirs = new BigInteger(1, theirKey);
    if (theirs.compareTo(TWO) < 0 || theirs.compareTo(LARGEST) > 0) {
      throw new MseException("a degenerate key");
    }
    return new SharedSecret(bytes(theirs.modPow(privateKey, PRIME)));
  }

  private static byte[] bytes(BigInteger number) {
    byte[] bytes = new byte[KEY_BYTES];
    byte[] digits = number.toByteArray(); // may have one zero in front, for the sign
    int length = Math.min(KEY_BYTES, digits.length);
    System.arraycopy(digits, digits.length - length, bytes, KEY_BYTES - length, length);
    return bytes;
  }
}
