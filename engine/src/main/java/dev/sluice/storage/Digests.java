package dev.sluice.storage;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Where digests of pieces come from. */
final class Digests {
  private Digests() {}

  /** Returns a fresh SHA-1 digest. */
  static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }

  /** Returns the first 64 bits of the SHA-1 digest of what remains in {@code payload}. */
  static long print(ByteBuffer payload) {
    MessageDigest digest = sha1();
    digest.update(payload);
    return ByteBuffer.wrap(digest.digest()).getLong();
  }
}
