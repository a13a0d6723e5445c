package dev.sluice.bencode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every value; the seed that made it stands in the name of a failed test. */
class BencodePropertiesTest {
  private static final BencodeLimits LIMITS = new BencodeLimits(20, 100_000, 1 << 20);

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void decodesWhatItEncoded(long seed) throws BencodeException {
    BValue value = value(new Random(seed), 0);

    BValue decoded = Bencode.decode(value.encode(), LIMITS);

    assertThat(decoded).isEqualTo(value);
    assertThat(decoded.hashCode()).isEqualTo(value.hashCode());
    assertThat(decoded.encode()).isEqualTo(value.encode()).hasSize(value.encodedBytes());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void findsEveryEntryOfADictionaryAndNoOther(long seed) throws BencodeException {
    Random random = new Random(seed);
    BDictionary built = dictionary(random, 0);

    BDictionary decoded = Bencode.decodeDictionary(built.encode(), LIMITS);

    built.forEach((key, value) -> assertThat(decoded.get(key)).contains(value));
    assertThat(decoded.keys()).isSorted().isEqualTo(built.keys());
    assertThat(decoded.get(BString.of("never put"))).isEmpty();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void survivesAnyDamageWithAnAnswerOrANamedError(long seed) {
    Random random = new Random(seed);
    byte[] bytes = dictionary(random, 0).encode();
    for (int i = 0; i < 50; i++) {
      bytes[random.nextInt(bytes.length)] = damage(random);
      decodeOrRefuse(bytes.clone());
    }
  }

  private static byte damage(Random random) {
    String structural = "dlie:-0123456789";
    return random.nextBoolean()
        ? (byte) structural.charAt(random.nextInt(structural.length()))
        : (byte) random.nextInt();
  }

  /** What was accepted must be worth what it says: it encodes to exactly the bytes given. */
  private static void decodeOrRefuse(byte[] bytes) {
    try {
      assertThat(Bencode.decode(bytes, LIMITS).encode()).isEqualTo(bytes);
    } catch (BencodeException e) {
      assertThat(e.position()).isBetween(0, bytes.length);
    }
  }

  private static BValue value(Random random, int depth) {
    return switch (random.nextInt(depth > 4 ? 2 : 4)) {
      case 0 -> string(random);
      case 1 -> new BInteger(random.nextLong() >> random.nextInt(64));
      case 2 -> list(random, depth);
      default -> dictionary(random, depth);
    };
  }

  private static BString string(Random random) {
    byte[] bytes = new byte[random.nextInt(20)];
    random.nextBytes(bytes);
    return BString.of(bytes);
  }

  private static BList list(Random random, int depth) {
    List<BValue> items = new ArrayList<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      items.add(value(random, depth + 1));
    }
    return BList.of(items);
  }

  private static BDictionary dictionary(Random random, int depth) {
    BDictionaryBuilder builder = BDictionary.builder();
    for (int i = random.nextInt(6); i > 0; i--) {
      // The index makes keys distinct; the random part puts them out of order.
      builder.put(BString.of(random.nextInt(100) + "#" + i), value(random, depth + 1));
    }
    return builder.build();
  }
}
