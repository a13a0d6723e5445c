package dev.sluice.bencode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.FuzzCorpus;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BencodeFuzzTest {
  private static final BencodeLimits LIMITS = new BencodeLimits(100, 1_000, 10_000);

  static Stream<FuzzCorpus.Input> inputs() {
    return FuzzCorpus.of("bencode");
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void answersEveryInputWithItsValueOrANamedError(FuzzCorpus.Input input) {
    decodeOrRefuse(input.bytes());
    input.damaged(1, 500).forEach(BencodeFuzzTest::decodeOrRefuse);
  }

  private static void decodeOrRefuse(byte[] bytes) {
    try {
      assertThat(Bencode.decode(bytes.clone(), LIMITS).encode()).isEqualTo(bytes);
    } catch (BencodeException e) {
      assertThat(e.position()).isBetween(0, bytes.length);
    }
  }
}
