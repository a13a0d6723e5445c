package dev.sluice.swarm.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A peer's pace, in milliseconds from 0. */
class PaceTest {
  private final Pace pace = new Pace();

  private static long millis(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }

  private void block(long atMillis, long askedMillis) {
    pace.onBlock(millis(atMillis), millis(askedMillis));
  }

  private long arrivalMillis(long nowMillis, int blocksAhead, long oldestMillis) {
    return TimeUnit.NANOSECONDS.toMillis(
        pace.arrivalNanos(millis(nowMillis), blocksAhead, millis(oldestMillis)));
  }

  @Nested
  class WhenNothingHasCome {
    @Test
    void expectsLittle() {
      assertThat(pace.isKnown()).isFalse();
      assertThat(arrivalMillis(0, 0, 0)).isBetween(400L, 1500L);
    }

    @Test
    void isNeverCalledSilent() {
      assertThat(pace.isSilent(millis(60_000), 0)).isFalse();
    }
  }

  @Nested
  class WhenBlocksComeEvenly {
    @Test
    void expectsTheNextAGapLater() {
      for (int i = 1; i <= 100; i++) {
        block(100 + 20 * i, 100);
      }

      assertThat(pace.gapNanos()).isBetween(millis(18), millis(22));
      assertThat(arrivalMillis(2100, 0, 200)).isBetween(2110L, 2150L);
      assertThat(arrivalMillis(2100, 10, 200)).isBetween(2290L, 2360L);
    }

    @Test
    void expectsALongSilenceToLastAsLongAgain() {
      for (int i = 1; i <= 100; i++) {
        block(100 + 20 * i, 100);
      }

      assertThat(arrivalMillis(3100, 0, 200)).isBetween(3900L, 4200L);
      assertThat(pace.isSilent(millis(2200), millis(200))).isFalse();
      assertThat(pace.isSilent(millis(3100), millis(200))).isTrue();
    }
  }

  @Nested
  class WhenBlocksComeInBursts {
    @Test
    void isNotMistakenForFast() {
      for (int burst = 1; burst <= 10; burst++) {
        for (int i = 0; i < 25; i++) {
          block(500L * burst, 0);
        }
      }

      assertThat(pace.gapNanos()).isBetween(millis(15), millis(25));
    }

    @Test
    void waitsForTheNextBurst() {
      for (int burst = 1; burst <= 10; burst++) {
        for (int i = 0; i < 25; i++) {
          block(500L * burst, 0);
        }
      }

      assertThat(pace.isSilent(millis(5900), millis(100))).isFalse();
      assertThat(pace.shortQueueBlocks()).isGreaterThan(25);
    }
  }
}
