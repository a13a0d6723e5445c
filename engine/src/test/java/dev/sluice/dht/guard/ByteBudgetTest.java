package dev.sluice.dht.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ByteBudgetTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final ByteBudget budget = new ByteBudget(1_000, 0);

  @Test
  void startsWithFourSecondsWorth() {
    assertThat(budget.take(4_000, 0)).isTrue();
    assertThat(budget.take(1, 0)).isFalse();
  }

  @Test
  void earnsItsRate() {
    budget.take(4_000, 0);

    assertThat(budget.take(1_001, SECOND)).isFalse();
    assertThat(budget.take(999, SECOND)).isTrue();
  }

  @Test
  void savesNoMoreThanFourSecondsWorth() {
    assertThat(budget.take(4_001, 3_600 * SECOND)).isFalse();
    assertThat(budget.take(4_000, 3_600 * SECOND)).isTrue();
  }
}
