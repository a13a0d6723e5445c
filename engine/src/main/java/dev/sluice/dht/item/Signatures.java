package dev.sluice.dht.item;

import dev.sluice.bencode.BString;
import dev.sluice.bencode.BValue;
import dev.sluice.model.Bep;
import dev.sluice.model.Hex;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Optional;

/**
 * Ed25519 by the platform. Java has it since 15, Android since 13; where it is missing, mutable
 * items are neither kept nor believed.
 *
 * <p>The platform wants keys in their ASN.1 wrapping, which for this algorithm is a constant
 * prefix.
 */
@Bep(44)
public final class Signatures {
  private static final String ALGORITHM = "Ed25519";
  private static final byte[] PUBLIC_PREFIX = Hex.parse("302a300506032b6570032100");
  private static final byte[] PRIVATE_PREFIX = Hex.parse("302e020100300506032b657004220420");

  private Signatures() {}

  /** Returns the platform's, if it has any. */
  public static Optional<Signatures> ofPlatform() {
    try {
      KeyFactory.getInstance(ALGORITHM);
      Signature.getInstance(ALGORITHM);
      return Optional.of(new Signatures());
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  /** Returns whether the owner of the item's key has signed it. */
  public boolean isGenuine(Item.Mutable item) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      byte[] encoded = join(PUBLIC_PREFIX, item.publicKey().toBytes());
      signature.initVerify(
          KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded)));
      signature.update(Item.Mutable.signedBytes(item.salt(), item.sequence(), item.value()));
      return signature.verify(item.signature().toBytes());
    } catch (GeneralSecurityException notEvenAKey) {
      return false;
    }
  }

  /** Returns a fresh pair of keys. */
  public ItemKey newKey(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
      generator.initialize(255, random);
      KeyPair pair = generator.generateKeyPair();
      return new ItemKey(
          tail(pair.getPublic().getEncoded(), PUBLIC_PREFIX.length),
          tail(pair.getPrivate().getEncoded(), PRIVATE_PREFIX.length));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the platform was seen to have " + ALGORITHM, e);
    }
  }

  private static BString tail(byte[] encoded, int start) {
    return BString.of(Arrays.copyOfRange(encoded, start, start + 32));
  }

  /**
   * Returns the item that says {@code value} in the name of {@code key}.
   *
   * @throws IllegalArgumentException if it breaks the rules of {@link Item.Mutable}
   */
  public Item.Mutable sign(ItemKey key, BString salt, long sequence, BValue value) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      byte[] encoded = join(PRIVATE_PREFIX, key.seed().toBytes());
      signature.initSign(
          KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(encoded)));
      signature.update(Item.Mutable.signedBytes(salt, sequence, value));
      return new Item.Mutable(key.publicKey(), salt, sequence, value, BString.of(signature.sign()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the platform was seen to have " + ALGORITHM, e);
    }
  }

  private static byte[] join(byte[] prefix, byte[] key) {
    return ByteBuffer.allocate(prefix.length + key.length).put(prefix).put(key).array();
  }
}
