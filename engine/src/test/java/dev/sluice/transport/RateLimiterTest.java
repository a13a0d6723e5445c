package dev.sluice.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The waiting, and what connections pay; how much may pass when is {@link RateQueueTest}'s. */
@Timeout(20)
class RateLimiterTest {
  private static final long FOR_EVER = Long.MAX_VALUE;

  /** A clock that stands still: whoever has to wait here waits until something happens. */
  private final RateLimiter limiter = new RateLimiter(() -> 0, 1);

  private final RateLimiter unlimited = new RateLimiter(() -> 0, RateLimiter.UNLIMITED);
  private final List<Thread> threads = new ArrayList<>();

  @AfterEach
  void endThreads() throws InterruptedException {
    for (Thread thread : threads) {
      thread.interrupt();
      thread.join();
    }
  }

  @Test
  void letsEverybodyPassWhenThereIsNoLimit() {
    Allowance allowance = new Allowance(unlimited, unlimited);

    for (int i = 0; i < 1000; i++) {
      assertThat(allowance.tryPay(Integer.MAX_VALUE)).isZero();
    }

    assertThat(allowance.isLimited()).isFalse();
  }

  @Test
  void neverWaitsForNothing() {
    Allowance allowance = new Allowance(limiter);
    assertThat(allowance.tryPay(1000)).isZero();

    assertThat(allowance.tryPay(0)).isZero();
    assertThat(allowance.isLimited()).isTrue();
  }

  @Test
  void passesEveryLimiter() {
    RateLimiter other = new RateLimiter(() -> 0, 1);
    assertThat(new Allowance(other).tryPay(1)).isZero();

    Allowance allowance = new Allowance(limiter, other);

    assertThat(allowance.tryPay(1)).isEqualTo(TimeUnit.SECONDS.toNanos(1));
    assertThat(new Allowance(limiter).tryPay(1))
        .as("the first was passed")
        .isEqualTo(TimeUnit.SECONDS.toNanos(1));
    other.rate(RateLimiter.UNLIMITED);
    assertThat(allowance.tryPay(1)).isZero();
  }

  @Test
  void keepsThePlaceOfWhoTriesAgain() {
    assertThat(new Allowance(limiter).tryPay(10)).isZero();
    Allowance first = new Allowance(limiter);
    Allowance second = new Allowance(limiter);

    for (int i = 0; i < 3; i++) {
      assertThat(first.tryPay(5)).isEqualTo(TimeUnit.SECONDS.toNanos(10));
      assertThat(second.tryPay(5)).isEqualTo(TimeUnit.SECONDS.toNanos(15));
    }
  }

  @Test
  void whatIsGivenUpIsNotWaitedFor() {
    assertThat(new Allowance(limiter).tryPay(10)).isZero();
    Allowance first = new Allowance(limiter);
    Allowance second = new Allowance(limiter);
    assertThat(first.tryPay(5)).isPositive();
    assertThat(second.tryPay(5)).isEqualTo(TimeUnit.SECONDS.toNanos(15));

    first.close();

    assertThat(second.tryPay(5)).isEqualTo(TimeUnit.SECONDS.toNanos(10));
  }

  @Test
  void letsThoseWhoWaitPassWhenTheLimitIsLifted() throws InterruptedException {
    assertThat(new Allowance(limiter).tryPay(1_000_000)).isZero();
    AtomicInteger passed = new AtomicInteger();
    for (int i = 0; i < 5; i++) {
      startTaker(passed::incrementAndGet);
    }
    awaitWaiting();
    assertThat(passed).hasValue(0);

    limiter.rate(RateLimiter.UNLIMITED);

    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(passed).hasValue(5);
  }

  @Test
  void waitsNoLongerThanItIsTold() throws InterruptedException {
    assertThat(new Allowance(limiter).tryPay(1_000_000)).isZero();
    Allowance allowance = new Allowance(limiter);

    assertThat(allowance.pay(1, 1_000_000)).isFalse();
    assertThat(allowance.pay(1, 0)).isFalse();
  }

  @Test
  void letsThoseWhoWaitGoWhenTheyAreInterrupted() throws InterruptedException {
    assertThat(new Allowance(limiter).tryPay(1_000_000)).isZero();
    AtomicInteger passed = new AtomicInteger();
    CountDownLatch stopped = new CountDownLatch(1);
    Thread taker =
        start(() -> {
          try {
            pay();
            passed.incrementAndGet();
          } catch (InterruptedException e) {
            stopped.countDown();
          }
        });
    awaitWaiting();

    taker.interrupt();

    stopped.await();
    assertThat(passed).hasValue(0);
  }

  private void pay() throws InterruptedException {
    try (Allowance allowance = new Allowance(limiter)) {
      assertThat(allowance.pay(1, FOR_EVER)).isTrue();
    }
  }

  private void startTaker(Runnable then) {
    start(() -> {
      try {
        pay();
        then.run();
      } catch (InterruptedException e) {
        // The test is over.
      }
    });
  }

  private Thread start(Runnable body) {
    Thread thread = new Thread(body);
    threads.add(thread);
    thread.start();
    return thread;
  }

  private void awaitWaiting() {
    for (Thread thread : threads) {
      while (thread.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
    }
  }
}
