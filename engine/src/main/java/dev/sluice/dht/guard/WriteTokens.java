package dev.sluice.dht.guard;

import dev.sluice.bencode.BString;
import dev.sluice.dht.node.NodeId;
import dev.sluice.model.Bep;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What we give those who ask, and want back from those who write: it proves that they get what is
 * sent to their address, and so can neither announce others nor write without having asked.
 *
 * <p>A token is a keyed hash of the address and the key it was asked for, 8 bytes; nothing is kept
 * for it. The key is random and lives for {@link #ROTATION_NANOS}; tokens of the one before are
 * accepted still, so a token is good for 5 to 10 minutes, as BEP 5 says.
 *
 * <p>Owned by the DHT actor.
 */
@Bep(5)
public final class WriteTokens {
  /** BEP 5: the secret changes every five minutes, and tokens up to ten minutes old are good. */
  static final long ROTATION_NANOS = TimeUnit.MINUTES.toNanos(5);

  private static final String ALGORITHM = "HmacSHA256";
  private static final int SECRET_BYTES = 32;
  private static final int TOKEN_BYTES = 8;

  private final Random random;
  private byte[] secret;
  private byte[] lastSecret;
  private long rotatedNanos;

  /** Draws its secrets from {@code random}, which must be unpredictable. */
  public WriteTokens(Random random, long nowNanos) {
    this.random = random;
    this.secret = freshSecret();
    this.lastSecret = freshSecret();
    this.rotatedNanos = nowNanos;
  }

  private byte[] freshSecret() {
    byte[] fresh = new byte[SECRET_BYTES];
    random.nextBytes(fresh);
    return fresh;
  }

  /** Returns the token for whoever asks from {@code ip} for {@code key}. */
  public BString give(InetAddress ip, NodeId key, long nowNanos) {
    rotate(nowNanos);
    return BString.of(hash(secret, ip, key));
  }

  /** Returns whether we gave {@code token} to {@code ip} for {@code key}, and not long ago. */
  public boolean isGood(BString token, InetAddress ip, NodeId key, long nowNanos) {
    rotate(nowNanos);
    byte[] shown = token.toBytes();
    return MessageDigest.isEqual(shown, hash(secret, ip, key))
        || MessageDigest.isEqual(shown, hash(lastSecret, ip, key));
  }

  private void rotate(long nowNanos) {
    long ageNanos = nowNanos - rotatedNanos;
    if (ageNanos < ROTATION_NANOS) {
      return;
    }
    lastSecret = ageNanos < 2 * ROTATION_NANOS ? secret : freshSecret();
    secret = freshSecret();
    rotatedNanos = nowNanos;
  }

  private static byte[] hash(byte[] secret, InetAddress ip, NodeId key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
      mac.update(key.toBytes());
      return Arrays.copyOf(mac.doFinal(ip.getAddress()), TOKEN_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
