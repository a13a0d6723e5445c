package dev.sluice.dht.node;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digest that names keys of the table. */
public final class Sha1 {
  private Sha1() {}

  /** Returns the 20 bytes of the digest over all {@code parts}, one behind the other. */
  public static byte[] of(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-1");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
