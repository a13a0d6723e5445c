package dev.sluice.transport.mse;

import dev.sluice.model.InfoHash;
import java.nio.ByteBuffer;

/** What two sides know after the exchange of keys, and everything that follows from it. */
final class SharedSecret {
  /** Bytes of the cipher's stream that nobody uses: the first ones tell of the key. */
  private static final int DROPPED_BYTES = 1024;

  private final byte[] secret;

  /** Takes over the 96 bytes. */
  SharedSecret(byte[] secret) {
    this.secret = secret;
  }

  /** Returns the 20 bytes by which the answerer finds the end of the caller's padding. */
  byte[] synchronisation() {
    return Digest.of("req1", secret);
  }

  /** Returns the 20 bytes that tell the answerer which torrent is meant, and nobody else. */
  byte[] veil(InfoHash infoHash) {
    return veiled(ObfuscatedHash.of(infoHash).toBytes());
  }

  /** Returns which torrent the 20 bytes of a caller mean. */
  ObfuscatedHash unveil(byte[] veiled) {
    return ObfuscatedHash.of(veiled(veiled));
  }

  private byte[] veiled(byte[] digest) {
    byte[] result = Digest.of("req3", secret);
    for (int i = 0; i < result.length; i++) {
      result[i] ^= digest[i];
    }
    return result;
  }

  /** Returns the cipher for what the caller says. */
  Rc4 callersCipher(InfoHash infoHash) {
    return cipher("keyA", infoHash);
  }

  /** Returns the cipher for what the answerer says. */
  Rc4 answerersCipher(InfoHash infoHash) {
    return cipher("keyB", infoHash);
  }

  private Rc4 cipher(String label, InfoHash infoHash) {
    Rc4 cipher = new Rc4(Digest.of(label, secret, infoHash.toBytes()));
    cipher.apply(ByteBuffer.allocate(DROPPED_BYTES));
    return cipher;
  }
}
