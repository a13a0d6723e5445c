package dev.sluice.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadPaceTest {
  private static final long QUICK = ReadPace.SLOW_NANOS;
  private static final long SLOW = ReadPace.SLOW_NANOS + 1;

  private final ReadPace pace = new ReadPace();

  private void quickReads(int count) {
    for (int i = 0; i < count; i++) {
      pace.took(QUICK);
    }
  }

  @Test
  void hopesForTheBestAtFirst() {
    assertThat(pace.isQuick()).isTrue();
  }

  @Test
  void isSlowAfterOneSlowRead() {
    quickReads(1000);

    pace.took(SLOW);

    assertThat(pace.isQuick()).isFalse();
  }

  @Test
  void isQuickAgainAfterManyQuickReadsInARow() {
    pace.took(SLOW);
    quickReads(ReadPace.WARM_READS - 1);
    pace.took(SLOW);

    quickReads(ReadPace.WARM_READS - 1);
    assertThat(pace.isQuick()).isFalse();

    quickReads(1);
    assertThat(pace.isQuick()).isTrue();
  }
}
