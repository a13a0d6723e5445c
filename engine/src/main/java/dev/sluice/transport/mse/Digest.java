package dev.sluice.transport.mse;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The one form in which MSE uses SHA-1: over a label and what follows it. */
final class Digest {
  /** Length of a digest. */
  static final int BYTES = 20;

  private Digest() {}

  /** Returns the SHA-1 digest of the label's letters and all of {@code parts}, 20 bytes. */
  static byte[] of(String label, byte[]... parts) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      sha1.update(label.getBytes(StandardCharsets.US_ASCII));
      for (byte[] part : parts) {
        sha1.update(part);
      }
      return sha1.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
