package dev.sluice.fuzz;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.sluice.testkit.FuzzCorpus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the fuzzer starts from, and what it found, stays answered. */
class FuzzTargetsTest {
  private static final int DAMAGED_COPIES = 50;

  @ParameterizedTest
  @EnumSource
  void survivesItsCorpus(FuzzTarget target) {
    FuzzCorpus.of(target.corpus())
        .forEach(input -> {
          survives(target, input, input.bytes());
          input.damaged(1, DAMAGED_COPIES).forEach(bytes -> survives(target, input, bytes));
        });
  }

  private static void survives(FuzzTarget target, FuzzCorpus.Input input, byte[] bytes) {
    assertThatCode(() -> target.read(bytes))
        .as("%s, like %s", target, input)
        .doesNotThrowAnyException();
  }
}
