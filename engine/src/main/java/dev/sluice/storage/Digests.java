package dev.sluice.storage;

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
}
