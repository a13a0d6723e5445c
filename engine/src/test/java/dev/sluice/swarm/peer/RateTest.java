package dev.sluice.swarm.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /** A clock that begins where nanosecond clocks may: anywhere. */
  private static final long START = Long.MAX_VALUE - 5 * SECOND;

  private final Rate rate = new Rate();

  @Test
  void isZeroBeforeTheFirstByte() {
    assertThat(rate.bytesPerSecond(START)).isZero();
  }

  @ParameterizedTest(name = "{0} bytes each {1} ms are {2} bytes per second")
  @CsvSource({"1000, 10, 100000", "16384, 1, 16384000", "16384, 3200, 5120"})
  void isWhatPassesPerSecondHoweverItIsCut(int bytes, int millis, long expected) {
    long nowNanos = START;
    for (int i = 0; i < 30_000 / millis; i++) {
      rate.add(bytes, nowNanos);
      nowNanos += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    rate.add(bytes, nowNanos);
    assertThat(rate.bytesPerSecond(nowNanos)).isCloseTo(expected, Percentage.withPercentage(6));
  }

  @Test
  void doesNotBeginAtZero() {
    rate.add(50_000, START);
    rate.add(50_000, START + SECOND / 2);

    assertThat(rate.bytesPerSecond(START + SECOND)).isCloseTo(100_000, within(1L));
  }

  @Test
  void aSampleWeighsAFifth() {
    feed(100_000, 60);

    rate.add(600_000, START + 60 * SECOND);

    assertThat(rate.bytesPerSecond(START + 61 * SECOND)).isCloseTo(200_000, within(100L));
  }

  @Test
  void fadesWhenNothingPasses() {
    feed(100_000, 60);

    assertThat(rate.bytesPerSecond(START + 64 * SECOND))
        .isCloseTo(Math.round(100_000 * Math.pow(0.8, 4)), within(10L));
    assertThat(rate.bytesPerSecond(START + 200 * SECOND)).isZero();
  }

  @Test
  void fadesTheSameHoweverOftenItIsRead() {
    Rate other = new Rate();
    feed(100_000, 60);
    for (int i = 0; i < 60; i++) {
      other.add(100_000, START + i * SECOND);
    }
    for (int second = 61; second < 70; second++) {
      rate.bytesPerSecond(START + second * SECOND);
    }

    assertThat(rate.bytesPerSecond(START + 70 * SECOND))
        .isCloseTo(other.bytesPerSecond(START + 70 * SECOND), within(10L));
  }

  private void feed(int bytesPerSecond, int seconds) {
    for (int i = 0; i < seconds; i++) {
      rate.add(bytesPerSecond, START + i * SECOND);
    }
  }
}
