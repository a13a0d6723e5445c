package dev.sluice.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenBucketTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final int BLOCK = 16 * 1024;

  @ParameterizedTest(name = "{0} takers of {2} bytes at {1} bytes a second")
  @CsvSource({
    "1, 100000, 16384",
    "1, 10000000, 16384",
    "1, 1000000000, 131072",
    "5, 100000, 1000",
    "5, 1000000, 16384",
    "50, 2000000, 16384",
  })
  void isExactToFivePercentOverTenSeconds(int takers, long bytesPerSecond, int takeBytes) {
    TokenBucket bucket = new TokenBucket(bytesPerSecond, 0);

    long[] takenBytes = takeFor(10 * SECOND, bucket, takers, takeBytes);

    // What one take overdraws is still to be paid for when the time is up.
    long total = Arrays.stream(takenBytes).sum();
    assertThat(total - takeBytes).isLessThanOrEqualTo(10 * bytesPerSecond);
    assertThat(total).isCloseTo(10 * bytesPerSecond, withinPercentage(5));
  }

  /** Lets takers, each of whom wants as much as it can get, come in turn; returns what each got. */
  private static long[] takeFor(long nanos, TokenBucket bucket, int takers, int takeBytes) {
    long[] takenBytes = new long[takers];
    long nowNanos = 0;
    for (int turn = 0; nowNanos <= nanos; turn++) {
      long waitNanos = bucket.waitNanos(nowNanos);
      nowNanos += waitNanos;
      if (nowNanos <= nanos) {
        bucket.take(takeBytes, nowNanos);
        takenBytes[turn % takers] += takeBytes;
      }
    }
    return takenBytes;
  }

  @Test
  void lendsOneTakeHoweverLargeAndThenWaitsUntilItIsPaid() {
    TokenBucket bucket = new TokenBucket(1000, 0);
    assertThat(bucket.waitNanos(0)).isZero();

    bucket.take(5000, 0);

    assertThat(bucket.waitNanos(0)).isEqualTo(5 * SECOND);
    assertThat(bucket.waitNanos(4 * SECOND)).isEqualTo(SECOND);
    assertThat(bucket.waitNanos(5 * SECOND)).isZero();
  }

  @Test
  void savesNoMoreThanATenthOfASecond() {
    TokenBucket bucket = new TokenBucket(1000, 0);

    bucket.take(100, 3600 * SECOND);
    assertThat(bucket.waitNanos(3600 * SECOND)).isZero();
    bucket.take(1, 3600 * SECOND);

    assertThat(bucket.waitNanos(3600 * SECOND)).isEqualTo(SECOND / 1000);
  }

  @Test
  void paysADebtFasterWhenTheRateRises() {
    TokenBucket bucket = new TokenBucket(1000, 0);
    bucket.take(BLOCK, 0);

    bucket.rate(BLOCK, 0);

    assertThat(bucket.waitNanos(0)).isEqualTo(SECOND);
  }

  @Test
  void keepsNobodyWaitingLongerWhenTheRateFalls() {
    TokenBucket bucket = new TokenBucket(BLOCK, 0);
    bucket.take(BLOCK, 0);

    bucket.rate(1, 0);

    assertThat(bucket.waitNanos(0)).isEqualTo(SECOND);
  }

  @Test
  void holdsTheNewRateAfterAChange() {
    TokenBucket bucket = new TokenBucket(RateLimiter.UNLIMITED, 0);
    bucket.take(BLOCK, SECOND);

    bucket.rate(1000, 10 * SECOND);

    bucket.take(1100, 10 * SECOND);
    assertThat(bucket.waitNanos(10 * SECOND)).isEqualTo(SECOND);
  }

  @Test
  void forgetsNoDebtHoweverOftenTheRateIsSet() {
    TokenBucket bucket = new TokenBucket(1000, 0);
    bucket.take(1000, 0);

    for (int i = 0; i < 100; i++) {
      bucket.rate(1000, 0);
    }

    assertThat(bucket.waitNanos(0)).isEqualTo(SECOND);
  }
}
