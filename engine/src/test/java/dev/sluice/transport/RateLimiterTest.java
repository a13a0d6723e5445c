package dev.sluice.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The waiting; how much may be taken when is {@link TokenBucketTest}'s. */
@Timeout(20)
class RateLimiterTest {
  /** A clock that stands still: whoever has to wait here waits until something happens. */
  private final RateLimiter limiter = new RateLimiter(() -> 0, 1);

  private final List<Thread> threads = new ArrayList<>();

  @AfterEach
  void endThreads() throws InterruptedException {
    for (Thread thread : threads) {
      thread.interrupt();
      thread.join();
    }
  }

  @Test
  void letsEverybodyPassWhenThereIsNoLimit() throws InterruptedException {
    RateLimiter unlimited = new RateLimiter(() -> 0, RateLimiter.UNLIMITED);

    for (int i = 0; i < 1000; i++) {
      unlimited.take(Integer.MAX_VALUE);
    }

    assertThat(unlimited.isLimited()).isFalse();
  }

  @Test
  void neverWaitsForNothing() throws InterruptedException {
    limiter.take(1000);

    limiter.take(0);

    assertThat(limiter.isLimited()).isTrue();
  }

  @Test
  void letsThoseWhoWaitPassWhenTheLimitIsLifted() throws InterruptedException {
    limiter.take(1_000_000);
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
    limiter.take(1_000_000);

    assertThat(limiter.take(1, 1_000_000)).isFalse();
    assertThat(limiter.take(1, 0)).isFalse();
  }

  @Test
  void takesWithoutWaitingWhatIsThere() throws InterruptedException {
    assertThat(limiter.take(1_000_000, 0)).isTrue();
  }

  @Test
  void letsThoseWhoWaitGoWhenTheyAreInterrupted() throws InterruptedException {
    limiter.take(1_000_000);
    AtomicInteger passed = new AtomicInteger();
    CountDownLatch stopped = new CountDownLatch(1);
    Thread taker =
        start(() -> {
          try {
            limiter.take(1);
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

  private void startTaker(Runnable then) {
    start(() -> {
      try {
        limiter.take(1);
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
