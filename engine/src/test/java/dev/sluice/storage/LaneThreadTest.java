package dev.sluice.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.actor.MonotonicClock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LaneThreadTest {
  private final DiskLanes lanes = DiskLanes.start(2, Thread::new, MonotonicClock.SYSTEM);
  private final DiskLane lane = lanes.lane(0);

  @AfterEach
  void stop() {
    lanes.close();
  }

  @Test
  void runsTasksInTheirOrderHoweverTheyAreGiven() throws Exception {
    List<Integer> order = Collections.synchronizedList(new ArrayList<>());
    List<Integer> expected = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      int number = i;
      expected.add(i);
      if (i % 3 == 0) {
        lane.execute(() -> order.add(number));
      } else {
        lane.executeSoon(() -> order.add(number));
      }
    }

    lane.run(() -> order.add(1000));

    expected.add(1000);
    assertThat(order).isEqualTo(expected);
  }

  @Test
  void runsATaskThatIsNotUrgentWithoutFurtherOnes() throws Exception {
    CountDownLatch done = new CountDownLatch(1);

    lane.executeSoon(done::countDown);

    done.await();
    assertThat(done.getCount()).isZero();
  }

  @Test
  void runsATaskLater() throws Exception {
    CountDownLatch done = new CountDownLatch(2);
    long start = System.nanoTime();

    lane.executeAfter(2_000_000, done::countDown);
    lane.executeAfter(1_000_000, done::countDown);

    done.await();
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(2_000_000);
  }

  @Test
  void hasAThreadThatAPersonRecognises() throws Exception {
    AtomicReference<String> name = new AtomicReference<>("");

    lanes.lane(1).run(() -> name.set(Thread.currentThread().getName()));

    assertThat(name.get()).isEqualTo("disk-2");
  }

  @Test
  void outlivesATaskThatFails() throws Exception {
    AtomicBoolean ran = new AtomicBoolean();
    lane.execute(() -> {
      throw new IllegalStateException("a bug in this test");
    });

    lane.run(() -> ran.set(true));

    assertThat(ran).isTrue();
  }

  @Test
  void refusesTasksOnceAnErrorHasStoppedIt() {
    DiskLanes failing = DiskLanes.start(1, LaneThreadTest::quietThread, MonotonicClock.SYSTEM);
    DiskLane doomed = failing.lane(0);
    AtomicBoolean ran = new AtomicBoolean();
    doomed.execute(() -> {
      throw new StackOverflowError("thrown by this test");
    });

    assertThatThrownBy(() -> doomed.run(() -> ran.set(true)))
        .isInstanceOf(InterruptedException.class);

    assertThat(doomed.execute(() -> ran.set(true))).isFalse();
    assertThat(doomed.executeSoon(() -> ran.set(true))).isFalse();
    failing.close();
    assertThat(ran).isFalse();
  }

  private static Thread quietThread(Runnable body) {
    Thread thread = new Thread(body);
    thread.setUncaughtExceptionHandler((dying, error) -> {});
    return thread;
  }

  @Test
  void leavesATaskOutWhenWhoWaitsIsInterruptedBeforeItBegins() throws Exception {
    CountDownLatch blocked = new CountDownLatch(1);
    lane.execute(() -> awaitQuietly(blocked));
    AtomicBoolean ran = new AtomicBoolean();
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> lane.run(() -> ran.set(true)))
        .isInstanceOf(InterruptedException.class);
    blocked.countDown();

    lane.run(() -> {});
    assertThat(ran).isFalse();
  }

  @Test
  void finishesATaskThatRunsWhenWhoWaitsIsInterrupted() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch blocked = new CountDownLatch(1);
    AtomicBoolean ran = new AtomicBoolean();
    AtomicBoolean hadRun = new AtomicBoolean();
    Thread waiting =
        new Thread(() -> {
          try {
            lane.run(() -> {
              begun.countDown();
              awaitQuietly(blocked);
              ran.set(true);
            });
          } catch (InterruptedException e) {
            hadRun.set(ran.get());
          }
        });
    waiting.start();
    begun.await();

    waiting.interrupt();
    blocked.countDown();

    waiting.join();
    assertThat(hadRun).isTrue();
  }

  @Test
  void takesNothingOnceStoppedButFinishesWhatItHas() {
    AtomicBoolean ran = new AtomicBoolean();
    assertThat(lane.execute(() -> ran.set(true))).isTrue();

    lanes.close();

    assertThat(ran).isTrue();
    assertThat(lane.execute(() -> {})).isFalse();
    assertThat(lane.executeSoon(() -> {})).isFalse();
    assertThatThrownBy(() -> lane.run(() -> {})).isInstanceOf(InterruptedException.class);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
