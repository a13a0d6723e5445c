package dev.sluice.actor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What actors on real threads promise, wherever the threads come from. */
@Timeout(30)
abstract class ThreadedActorsContract {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

  private final ThreadedActors actors = newActors();

  abstract ThreadedActors newActors();

  @AfterEach
  void close() {
    actors.close();
  }

  /** Notes what it is called with; may be held up by a gate before it handles a message. */
  private static final class Recorder implements Actor<Integer> {
    final BlockingQueue<Integer> received = new LinkedBlockingQueue<>();
    final BlockingQueue<Integer> undelivered = new LinkedBlockingQueue<>();
    final AtomicInteger drained = new AtomicInteger();
    final AtomicInteger ended = new AtomicInteger();
    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch gate;

    Recorder(CountDownLatch gate) {
      this.gate = gate;
    }

    static Recorder free() {
      return new Recorder(new CountDownLatch(0));
    }

    static Recorder heldUp() {
      return new Recorder(new CountDownLatch(1));
    }

    @Override
    public void receive(Integer message) {
      begun.countDown();
      try {
        gate.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      if (message < 0) {
        throw new IllegalStateException("a bug, as the test wants it");
      }
      received.add(message);
    }

    @Override
    public void onDrained() {
      drained.incrementAndGet();
    }

    @Override
    public void onStopped() {
      ended.incrementAndGet();
    }

    @Override
    public void onUndelivered(Integer message) {
      undelivered.add(message);
    }
  }

  private Mailbox<Integer> start(Recorder recorder, int capacity) {
    return actors.start("recorder", capacity, (self, timers) -> recorder);
  }

  /** Starts an actor that is handling message 0 and will not come to another before the gate. */
  private Mailbox<Integer> startHeldUp(Recorder recorder, int capacity)
      throws InterruptedException {
    Mailbox<Integer> mailbox = start(recorder, capacity);
    assertThat(mailbox.offer(0)).isTrue();
    recorder.begun.await();
    return mailbox;
  }

  @Test
  void handlesMessagesInTheirOrder() throws InterruptedException {
    Recorder recorder = Recorder.free();
    Mailbox<Integer> mailbox = start(recorder, 10);

    for (int i = 0; i < 1000; i++) {
      assertThat(mailbox.post(i)).isTrue();
    }

    for (int i = 0; i < 1000; i++) {
      assertThat(recorder.received.take()).isEqualTo(i);
    }
  }

  @Test
  void refusesOffersBeyondItsCapacity() throws InterruptedException {
    Recorder recorder = Recorder.heldUp();
    Mailbox<Integer> mailbox = startHeldUp(recorder, 2);

    assertThat(mailbox.offer(1)).isTrue();
    assertThat(mailbox.offer(2)).isTrue();
    assertThat(mailbox.offer(3)).isFalse();

    recorder.gate.countDown();
    assertThat(recorder.received.take()).isZero();
    assertThat(recorder.received.take()).isEqualTo(1);
    assertThat(recorder.received.take()).isEqualTo(2);
  }

  @Test
  void takesCommandsHoweverFullItIs() throws InterruptedException {
    Recorder recorder = Recorder.heldUp();
    Mailbox<Integer> mailbox = startHeldUp(recorder, 1);
    assertThat(mailbox.offer(1)).isTrue();

    assertThat(mailbox.command(2)).isTrue();
    assertThat(mailbox.offer(3)).isFalse();

    recorder.gate.countDown();
    assertThat(recorder.received.take()).isZero();
    assertThat(recorder.received.take()).isEqualTo(1);
    assertThat(recorder.received.take()).isEqualTo(2);
  }

  @Nested
  class APostToAFullMailbox {
    private final Recorder recorder = Recorder.heldUp();
    private final AtomicBoolean taken = new AtomicBoolean();
    private final AtomicBoolean interrupted = new AtomicBoolean();

    private Thread startPost(Mailbox<Integer> mailbox) {
      Thread thread =
          new Thread(() -> {
            try {
              taken.set(mailbox.post(2));
            } catch (InterruptedException e) {
              interrupted.set(true);
            }
          });
      thread.start();
      while (thread.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
      return thread;
    }

    @Test
    void waitsForRoom() throws InterruptedException {
      Mailbox<Integer> mailbox = startHeldUp(recorder, 1);
      assertThat(mailbox.offer(1)).isTrue();
      Thread poster = startPost(mailbox);

      recorder.gate.countDown();

      poster.join();
      assertThat(taken).isTrue();
      assertThat(recorder.received.take()).isZero();
      assertThat(recorder.received.take()).isEqualTo(1);
      assertThat(recorder.received.take()).isEqualTo(2);
    }

    @Test
    void isReleasedInVainWhenTheActorIsStopped() throws InterruptedException {
      Mailbox<Integer> mailbox = startHeldUp(recorder, 1);
      assertThat(mailbox.offer(1)).isTrue();
      Thread poster = startPost(mailbox);

      mailbox.stop();

      poster.join();
      assertThat(taken).isFalse();
      assertThat(interrupted).isFalse();
      recorder.gate.countDown();
      assertThat(mailbox.awaitStopped(PATIENCE)).isTrue();
      assertThat(recorder.received).containsExactly(0, 1);
    }

    @Test
    void isReleasedByAnInterrupt() throws InterruptedException {
      Mailbox<Integer> mailbox = startHeldUp(recorder, 1);
      assertThat(mailbox.offer(1)).isTrue();
      Thread poster = startPost(mailbox);

      poster.interrupt();

      poster.join();
      assertThat(interrupted).isTrue();
      mailbox.stop();
      recorder.gate.countDown();
      assertThat(mailbox.awaitStopped(PATIENCE)).isTrue();
      assertThat(recorder.received).containsExactly(0, 1);
    }
  }

  @Nested
  class WhenStopped {
    @Test
    void handlesWhatItHasTakenAndEndsOnce() throws InterruptedException {
      Recorder recorder = Recorder.heldUp();
      Mailbox<Integer> mailbox = startHeldUp(recorder, 10);
      assertThat(mailbox.offer(1)).isTrue();

      mailbox.stop();
      mailbox.stop();
      recorder.gate.countDown();

      assertThat(mailbox.awaitStopped(PATIENCE)).isTrue();
      assertThat(recorder.received).containsExactly(0, 1);
      assertThat(recorder.ended).hasValue(1);
    }

    @Test
    void takesNothingMore() throws InterruptedException {
      Mailbox<Integer> mailbox = start(Recorder.free(), 10);

      mailbox.stop();

      assertThat(mailbox.offer(1)).isFalse();
      assertThat(mailbox.command(1)).isFalse();
      assertThat(mailbox.post(1)).isFalse();
    }

    @Test
    void isNotStoppedBeforeItHasEnded() throws InterruptedException {
      Recorder recorder = Recorder.heldUp();
      Mailbox<Integer> mailbox = startHeldUp(recorder, 10);

      mailbox.stop();

      assertThat(mailbox.awaitStopped(0)).isFalse();
      recorder.gate.countDown();
      assertThat(mailbox.awaitStopped(PATIENCE)).isTrue();
    }
  }

  @Test
  void isToldThatItIsDrainedOnceForABatch() throws InterruptedException {
    Recorder recorder = Recorder.heldUp();
    Mailbox<Integer> mailbox = startHeldUp(recorder, 10);
    for (int i = 1; i <= 5; i++) {
      assertThat(mailbox.offer(i)).isTrue();
    }

    mailbox.stop();
    recorder.gate.countDown();

    assertThat(mailbox.awaitStopped(PATIENCE)).isTrue();
    assertThat(recorder.drained).hasValue(2); // for message 0, and for the five
  }

  @Test
  void anActorThatThrowsStopsOnlyItself() throws InterruptedException {
    Recorder broken = Recorder.free();
    Recorder healthy = Recorder.free();
    Mailbox<Integer> brokenMailbox = start(broken, 10);
    Mailbox<Integer> healthyMailbox = start(healthy, 10);

    assertThat(brokenMailbox.post(-1)).isTrue();

    assertThat(brokenMailbox.awaitStopped(PATIENCE)).isTrue();
    assertThat(brokenMailbox.post(1)).isFalse();
    assertThat(broken.ended).hasValue(1);
    assertThat(healthyMailbox.post(1)).isTrue();
    assertThat(healthy.received.take()).isEqualTo(1);
  }

  @Test
  void anActorThatThrowsGivesBackWhatItHasNotReceived() throws InterruptedException {
    Recorder recorder = Recorder.heldUp();
    Mailbox<Integer> mailbox = start(recorder, 10);
    assertThat(mailbox.offer(-1)).isTrue();
    recorder.begun.await();
    assertThat(mailbox.offer(1)).isTrue();
    assertThat(mailbox.offer(2)).isTrue();

    recorder.gate.countDown();

    assertThat(mailbox.awaitStopped(PATIENCE)).isTrue();
    assertThat(recorder.received).isEmpty();
    assertThat(recorder.undelivered).containsExactly(1, 2);
    assertThat(recorder.ended).hasValue(1);
  }

  @Test
  void anActorThatCannotBeMadeHasStopped() throws InterruptedException {
    Mailbox<Integer> mailbox =
        actors.start(
            "stillborn",
            10,
            (self, timers) -> {
              throw new IllegalStateException("a bug, as the test wants it");
            });

    assertThat(mailbox.awaitStopped(PATIENCE)).isTrue();
    assertThat(mailbox.post(1)).isFalse();
  }

  @Test
  void receivesWhatItSetATimerFor() throws InterruptedException {
    Recorder recorder = Recorder.free();
    Mailbox<Integer> mailbox =
        actors.start(
            "timed",
            10,
            (self, timers) -> {
              timers.after(200_000_000, 2); // later, however long this thread is kept waiting here
              timers.after(1_000_000, 1);
              timers.after(1_000_000, 99).cancel();
              return recorder;
            });

    assertThat(recorder.received.take()).isEqualTo(1);
    assertThat(recorder.received.take()).isEqualTo(2);
    mailbox.stop();
    assertThat(mailbox.awaitStopped(PATIENCE)).isTrue();
    assertThat(recorder.received).isEmpty();
  }

  @Test
  void closingInterruptsActorsAndWorkUnderWay() throws InterruptedException {
    Recorder recorder = Recorder.free();
    Mailbox<Integer> mailbox = start(recorder, 10);
    CountDownLatch begun = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    actors.run(
        "work",
        () -> {
          begun.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.set(true);
          }
        });
    begun.await();

    actors.close();

    assertThat(interrupted).isTrue();
    assertThat(mailbox.awaitStopped(PATIENCE)).isTrue();
    assertThat(recorder.ended).hasValue(1);
  }

  @Test
  void workThatBeginsAfterTheEndIsToldToStop() throws InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    actors.close();

    actors.run(
        "late",
        () -> {
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            stopped.countDown();
          }
        });

    stopped.await();
    assertThat(stopped.getCount()).isZero();
  }

  @Test
  void cancellingInterruptsTheWork() throws InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    Actors.Task task =
        actors.run(
            "work",
            () -> {
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                stopped.countDown();
              }
            });

    task.cancel();

    stopped.await();
    assertThat(stopped.getCount()).isZero();
  }

  /** Many senders, a mailbox that is nearly always full: all arrives, each sender's in order. */
  @RepeatedTest(5)
  void losesNothingOfManySenders() throws InterruptedException {
    int senders = 8;
    int each = 2000;
    int[] next = new int[senders];
    CountDownLatch all = new CountDownLatch(senders * each);
    AtomicInteger outOfOrder = new AtomicInteger();
    Actor<Integer> counter =
        message -> {
          if (next[message / each]++ != message % each) {
            outOfOrder.incrementAndGet();
          }
          all.countDown();
        };
    Mailbox<Integer> mailbox = actors.start("counter", 3, (self, timers) -> counter);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < senders; i++) {
      int first = i * each;
      threads.add(new Thread(() -> sendAll(mailbox, first, each)));
    }

    threads.forEach(Thread::start);

    all.await();
    assertThat(outOfOrder).hasValue(0);
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static void sendAll(Mailbox<Integer> mailbox, int first, int count) {
    try {
      for (int i = 0; i < count; i++) {
        boolean sent = i % 2 == 0 ? mailbox.post(first + i) : mailbox.command(first + i);
        if (!sent) {
          throw new IllegalStateException("not taken: " + i);
        }
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
