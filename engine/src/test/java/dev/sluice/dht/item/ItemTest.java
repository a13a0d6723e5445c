package dev.sluice.dht.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.bencode.BString;
import dev.sluice.bencode.BValue;
import dev.sluice.bencode.Bencode;
import dev.sluice.bencode.BencodeException;
import dev.sluice.bencode.BencodeLimits;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ItemTest {
  private static final BValue VALUE = BString.of("Hello World!");
  private static final BString NO_SALT = BString.of("");

  /** The public key of BEP 44's vectors. */
  private static final BString KEY =
      hex("77ff84905a91936367c01360803104f92432fcd904a43511876df5cdf3e7e548");

  private final Signatures signatures = Signatures.ofPlatform().orElseThrow();

  private static BString hex(String digits) {
    return BString.of(HexFormat.of().parseHex(digits));
  }

  private static Item.Mutable vector1() {
    return new Item.Mutable(
        KEY,
        NO_SALT,
        1,
        VALUE,
        hex(
            "305ac8aeb6c9c151fa120f120ea2cfb923564e11552d06a5d856091e5e853cff"
                + "1260d3f39e4999684aa92eb73ffd136e6f4f3ecbfda0ce53a1608ecd7ae21f01"));
  }

  private static Item.Mutable vector2() {
    return new Item.Mutable(
        KEY,
        BString.of("foobar"),
        1,
        VALUE,
        hex(
            "6834284b6b24c3204eb2fea824d82f88883a3d95e8b4a21b8c0ded553d17d17d"
                + "df9a8a7104b1258f30bed3787e6cb896fca78c58f8e03b5f18f14951a87d9a08"));
  }

  @Test
  void hasTheTargetsOfTheVectors() {
    assertThat(vector1().target()).hasToString("4a533d47ec9c7d95b1ad75f576cffc641853b750");
    assertThat(vector2().target()).hasToString("411eba73b6f087ca51a3795d9c8c938d365e32c1");
    assertThat(new Item.Immutable(VALUE).target())
        .hasToString("e5f96f6f38320f0f33959cb4d3d656452117aadb");
  }

  @Test
  void signsTheBytesOfTheVectors() {
    assertThat(text(Item.Mutable.signedBytes(NO_SALT, 1, VALUE)))
        .isEqualTo("3:seqi1e1:v12:Hello World!");
    assertThat(text(Item.Mutable.signedBytes(BString.of("foobar"), 1, VALUE)))
        .isEqualTo("4:salt6:foobar3:seqi1e1:v12:Hello World!");
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  @Test
  void believesTheSignaturesOfTheVectors() {
    assertThat(signatures.isGenuine(vector1())).isTrue();
    assertThat(signatures.isGenuine(vector2())).isTrue();
  }

  @Test
  void believesNoOtherSaltSequenceOrValue() {
    Item.Mutable genuine = vector2();

    assertThat(signatures.isGenuine(genuine.withSalt(NO_SALT))).isFalse();
    assertThat(signatures.isGenuine(with(genuine, 2, VALUE))).isFalse();
    assertThat(signatures.isGenuine(with(genuine, 1, BString.of("Hello World?")))).isFalse();
  }

  private static Item.Mutable with(Item.Mutable item, long sequence, BValue value) {
    return new Item.Mutable(item.publicKey(), item.salt(), sequence, value, item.signature());
  }

  @Test
  void believesNothingOfAKeyThatIsNone() {
    Item.Mutable item =
        new Item.Mutable(hex("ff".repeat(32)), NO_SALT, 1, VALUE, vector1().signature());

    assertThat(signatures.isGenuine(item)).isFalse();
  }

  @Test
  void signsWhatItThenBelieves() {
    ItemKey key = signatures.newKey(new SecureRandom());

    Item.Mutable item = signatures.sign(key, BString.of("salt"), 7, VALUE);

    assertThat(signatures.isGenuine(item)).isTrue();
    assertThat(key.toString()).doesNotContain(key.seed().toString());
  }

  @Test
  void isAtMostAThousandBytesAndInOrder() throws BencodeException {
    BValue unsorted =
        Bencode.decode("d1:bi1e1:ai2ee".getBytes(StandardCharsets.US_ASCII), BencodeLimits.MESSAGE);

    assertThatThrownBy(() -> new Item.Immutable(BString.of("x".repeat(1000))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Item.Immutable(unsorted))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new Item.Immutable(BString.of("x".repeat(996))).value().encodedBytes())
        .isEqualTo(1000);
  }
}
