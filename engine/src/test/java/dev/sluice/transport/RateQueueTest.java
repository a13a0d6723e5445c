package dev.sluice.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateQueueTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final int BLOCK = 16 * 1024;

  private final RateQueue queue = new RateQueue(1000, 0);

  private void passAtOnce(int bytes, long nowNanos) {
    assertThat(queue.pass(queue.enter(bytes, nowNanos), nowNanos)).isTrue();
  }

  @ParameterizedTest(name = "{0} takers of {2} bytes at {1} bytes a second, late by {3} ns")
  @CsvSource({
    "1, 50000, 16384, 0",
    "1, 100000, 16384, 50000000",
    "1, 10000000, 16384, 1000000",
    "2, 1000000000, 131072, 60000",
    "5, 100000, 1000, 1000000",
    "5, 1000000, 16384, 50000000",
    "50, 2000000, 16384, 1000000",
  })
  void isExactToFivePercentOverTenSecondsAndFair(
      int takers, long bytesPerSecond, int takeBytes, long lateNanos) {
    long[] takenBytes = takeFor(10 * SECOND, bytesPerSecond, takers, takeBytes, lateNanos);

    long total = Arrays.stream(takenBytes).sum();
    assertThat(total).isCloseTo(10 * bytesPerSecond, withinPercentage(5));
    for (long taken : takenBytes) {
      assertThat(taken).isBetween(total / takers - takeBytes, total / takers + takeBytes);
    }
  }

  /** Takers come back as soon as they have passed, and wake late; returns what each got. */
  private static long[] takeFor(
      long nanos, long bytesPerSecond, int takers, int takeBytes, long lateNanos) {
    RateQueue queue = new RateQueue(bytesPerSecond, 0);
    List<RateQueue.Turn> turns = new ArrayList<>();
    long[] dueNanos = new long[takers];
    long[] takenBytes = new long[takers];
    for (int taker = 0; taker < takers; taker++) {
      turns.add(queue.enter(takeBytes, 0));
    }
    int next = 0;
    while (dueNanos[next] <= nanos) {
      long nowNanos = dueNanos[next];
      if (queue.pass(turns.get(next), nowNanos)) {
        takenBytes[next] += takeBytes;
        turns.set(next, queue.enter(takeBytes, nowNanos));
      }
      long waitNanos = queue.waitNanos(turns.get(next), nowNanos);
      dueNanos[next] = nowNanos + waitNanos + (waitNanos == 0 ? 0 : lateNanos);
      for (int taker = 0; taker < takers; taker++) {
        next = dueNanos[taker] < dueNanos[next] ? taker : next;
      }
    }
    return takenBytes;
  }

  @Test
  void lendsOnePortionHoweverLargeAndThenWaitsUntilItIsPaid() {
    passAtOnce(5000, 0);

    RateQueue.Turn next = queue.enter(1, 0);

    assertThat(queue.waitNanos(next, 0)).isEqualTo(5 * SECOND);
    assertThat(queue.pass(next, 5 * SECOND - 1)).isFalse();
    assertThat(queue.pass(next, 5 * SECOND)).isTrue();
  }

  @Test
  void everybodyWaitsForThoseWhoCameBefore() {
    passAtOnce(1000, 0);
    RateQueue.Turn second = queue.enter(2000, 0);
    RateQueue.Turn third = queue.enter(1, 0);

    assertThat(queue.waitNanos(second, 0)).isEqualTo(SECOND);
    assertThat(queue.waitNanos(third, 0)).isEqualTo(3 * SECOND);
  }

  @Test
  void whoIsDueNeedNotWaitUntilThoseBeforeHaveWoken() {
    passAtOnce(1000, 0);
    RateQueue.Turn sleeper = queue.enter(1000, 0);
    RateQueue.Turn other = queue.enter(1000, 0);

    assertThat(queue.pass(other, 2 * SECOND)).isTrue();
    assertThat(queue.pass(sleeper, 2 * SECOND)).isTrue();
  }

  @Test
  void whoLeavesLetsThoseBehindMoveUp() {
    passAtOnce(1000, 0);
    RateQueue.Turn leaver = queue.enter(2000, 0);
    RateQueue.Turn next = queue.enter(1, 0);

    queue.leave(leaver);
    queue.leave(leaver);

    assertThat(queue.waitNanos(next, 0)).isEqualTo(SECOND);
    assertThat(queue.pass(leaver, 100 * SECOND)).isFalse();
  }

  @Test
  void savesNoMoreThanATenthOfASecond() {
    passAtOnce(100, 3600 * SECOND);
    passAtOnce(1, 3600 * SECOND);

    RateQueue.Turn next = queue.enter(1, 3600 * SECOND);

    assertThat(queue.waitNanos(next, 3600 * SECOND)).isEqualTo(SECOND / 1000);
  }

  @Test
  void thoseWhoWaitWaitByTheNewRate() {
    passAtOnce(BLOCK, 0);
    RateQueue.Turn waiting = queue.enter(BLOCK, 0);

    queue.rate(BLOCK, 0);
    assertThat(queue.waitNanos(waiting, 0)).isEqualTo(SECOND);
  }

  @Test
  void nobodyWaitsLongerForWhatHasPassedWhenTheRateFalls() {
    queue.rate(BLOCK, 0);
    passAtOnce(BLOCK, 0);

    queue.rate(1, 0);

    assertThat(queue.waitNanos(queue.enter(1, 0), 0)).isEqualTo(SECOND);
  }

  @Test
  void whatWaitsIsPaidByTheNewRateWhenItFalls() {
    passAtOnce(1000, 0);
    RateQueue.Turn unused = queue.enter(1000, 0);
    RateQueue.Turn last = queue.enter(1, 0);

    queue.rate(100, 0);

    assertThat(queue.waitNanos(last, 0)).isEqualTo(11 * SECOND);
    assertThat(unused).isNotNull();
  }

  @Test
  void forgetsNoDebtHoweverOftenTheRateIsSet() {
    passAtOnce(1000, 0);

    for (int i = 0; i < 100; i++) {
      queue.rate(1000, 0);
    }

    assertThat(queue.waitNanos(queue.enter(1, 0), 0)).isEqualTo(SECOND);
  }
}
