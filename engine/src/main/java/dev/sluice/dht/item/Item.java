package dev.sluice.dht.item;

import dev.sluice.bencode.BDictionary;
import dev.sluice.bencode.BInteger;
import dev.sluice.bencode.BList;
import dev.sluice.bencode.BString;
import dev.sluice.bencode.BValue;
import dev.sluice.dht.node.NodeId;
import dev.sluice.dht.node.Sha1;
import dev.sluice.model.Bep;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A value that nodes keep for anyone (BEP 44). It is at most {@link #MAX_VALUE_BYTES} long, and its
 * dictionaries are in order, so that everybody computes the same digest.
 */
@Bep(44)
public sealed interface Item {
  /** Length of a value's bencoded form, at most. */
  int MAX_VALUE_BYTES = 1000;

  /** Returns the value. */
  BValue value();

  /** Returns the key that nodes keep it under. */
  NodeId target();

  /** Returns whether {@code value} is short enough to be kept. */
  static boolean isShortEnough(BValue value) {
    return value.encodedBytes() <= MAX_VALUE_BYTES;
  }

  /** Returns whether all dictionaries within {@code value} had their keys in order. */
  static boolean isInOrder(BValue value) {
    return switch (value) {
      case BString string -> true;
      case BInteger integer -> true;
      case BList list -> list.items().stream().allMatch(Item::isInOrder);
      case BDictionary dictionary ->
          dictionary.isSortedInSource()
              && dictionary.keys().stream()
                  .allMatch(key -> dictionary.get(key).map(Item::isInOrder).orElse(true));
    };
  }

  private static BValue checked(BValue value) {
    if (!isShortEnough(value) || !isInOrder(value)) {
      throw new IllegalArgumentException("no value that nodes would keep");
    }
    return value;
  }

  /**
   * Kept under the digest of its value, and so never changed.
   *
   * @param value what it says
   */
  record Immutable(BValue value) implements Item {
    public Immutable {
      checked(value);
    }

    @Override
    public NodeId target() {
      return NodeId.of(Sha1.of(value.encode()));
    }
  }

  /**
   * Kept under a public key, and replaced by whoever has the private one.
   *
   * @param publicKey 32 bytes
   * @param salt tells the items of one key apart; empty to 64 bytes
   * @param sequence grows with each version, from 0
   * @param value what this version says
   * @param signature 64 bytes, over the salt, the sequence and the value; see {@link #signedBytes}
   */
  record Mutable(BString publicKey, BString salt, long sequence, BValue value, BString signature)
      implements Item {
    /** Length of a public key in bytes. */
    public static final int KEY_BYTES = 32;

    /** Length of a signature in bytes. */
    public static final int SIGNATURE_BYTES = 64;

    /** Length of a salt in bytes, at most. */
    public static final int MAX_SALT_BYTES = 64;

    public Mutable {
      checked(value);
      if (publicKey.length() != KEY_BYTES || signature.length() != SIGNATURE_BYTES) {
        throw new IllegalArgumentException("a key has 32 bytes and a signature 64");
      }
      if (salt.length() > MAX_SALT_BYTES || sequence < 0) {
        throw new IllegalArgumentException("a salt too long, or a sequence below 0");
      }
    }

    /** Returns the key that items of {@code publicKey} and {@code salt} are kept under. */
    public static NodeId target(BString publicKey, BString salt) {
      return NodeId.of(Sha1.of(publicKey.toBytes(), salt.toBytes()));
    }

    @Override
    public NodeId target() {
      return target(publicKey, salt);
    }

    /** Returns this item as one of {@code salt}: answers leave it out, the asker knows it. */
    public Mutable withSalt(BString itsSalt) {
      return new Mutable(publicKey, itsSalt, sequence, value, signature);
    }

    /** Returns the bytes that are signed (BEP 44, Signature Verification). */
    public static byte[] signedBytes(BString salt, long sequence, BValue value) {
      ByteBuffer salted = ByteBuffer.wrap(salt.encode());
      byte[] prefix = ascii(salt.length() == 0 ? "" : "4:salt");
      byte[] middle = ascii("3:seqi" + sequence + "e1:v");
      byte[] encoded = value.encode();
      int saltedBytes = salt.length() == 0 ? 0 : salted.remaining();
      return ByteBuffer.allocate(prefix.length + saltedBytes + middle.length + encoded.length)
          .put(prefix)
          .put(salted.array(), 0, saltedBytes)
          .put(middle)
          .put(encoded)
          .array();
    }

    private static byte[] ascii(String text) {
      return text.getBytes(StandardCharsets.US_ASCII);
    }
  }
}
