package dev.sluice.actor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PooledThreadsTest {
  private final PooledThreads threads = new PooledThreads();
  private final BlockingQueue<Thread> used = new LinkedBlockingQueue<>();

  @AfterEach
  void endAll() {
    var unused = threads.keepNone();
  }

  /** Runs a body that only says where it runs, and waits until its thread has nothing to do. */
  private Thread useOne() throws InterruptedException {
    threads.start("brief", () -> used.add(Thread.currentThread()));
    Thread thread = used.take();
    while (!isIdle(thread)) {
      Thread.onSpinWait();
    }
    return thread;
  }

  private static boolean isIdle(Thread thread) {
    return thread.getName().equals("idle") && thread.getState() == Thread.State.TIMED_WAITING;
  }

  @Test
  void usesAThreadAgain() throws InterruptedException {
    Thread first = useOne();

    assertThat(useOne()).isSameAs(first);
  }

  @Test
  void givesWorkThatRunsAtTheSameTimeThreadsOfItsOwn() throws InterruptedException {
    CountDownLatch together = new CountDownLatch(3);
    for (int i = 0; i < 3; i++) {
      threads.start(
          "one of three",
          () -> {
            together.countDown();
            try {
              together.await();
              used.add(Thread.currentThread());
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
    }

    assertThat(new Thread[] {used.take(), used.take(), used.take()}).doesNotHaveDuplicates();
  }

  @Test
  void namesAThreadAfterItsWork() throws InterruptedException {
    BlockingQueue<String> names = new LinkedBlockingQueue<>();

    threads.start("peer-read", () -> names.add(Thread.currentThread().getName()));

    assertThat(names.take()).isEqualTo("peer-read");
  }

  @Test
  void anInterruptReachesNoOtherWorkOfTheSameThread() throws InterruptedException {
    CountDownLatch cancelled = new CountDownLatch(1);
    Actors.Task task = threads.start("first", () -> awaitDeafly(cancelled));
    task.cancel();
    cancelled.countDown();
    Thread first = used.take();
    while (!isIdle(first)) {
      Thread.onSpinWait();
    }
    BlockingQueue<Boolean> interrupted = new LinkedBlockingQueue<>();

    threads.start("second", () -> interrupted.add(Thread.currentThread().isInterrupted()));
    task.cancel();

    assertThat(interrupted.take()).isFalse();
  }

  /** Leaves the interrupt where it is, as work does that ends just then. */
  private void awaitDeafly(CountDownLatch latch) {
    used.add(Thread.currentThread());
    while (latch.getCount() > 0) {
      Thread.onSpinWait();
    }
  }

  @Test
  void endsWhatHasNothingToDoWhenNoneIsToBeKept() throws InterruptedException {
    Thread idle = useOne();

    var unused = threads.keepNone();

    idle.join();
    assertThat(idle.isAlive()).isFalse();
  }
}
