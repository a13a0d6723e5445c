package dev.sluice.bench;

import dev.sluice.actor.Actor;
import dev.sluice.actor.Mailbox;
import dev.sluice.actor.MonotonicClock;
import dev.sluice.actor.ThreadedActors;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A message from one virtual thread to an actor on another. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class MailboxBenchmark {
  private static final int MANY = 10_000;

  private final ThreadedActors actors =
      new ThreadedActors(Thread.ofVirtual().factory(), MonotonicClock.SYSTEM);
  private Mailbox<CountDownLatch> mailbox = start();

  private Mailbox<CountDownLatch> start() {
    return actors.start("counter", 1024, (self, timers) -> new Counter());
  }

  private static final class Counter implements Actor<CountDownLatch> {
    @Override
    public void receive(CountDownLatch message) {
      message.countDown();
    }
  }

  /** Starts the actor. */
  @Setup
  public void begin() {
    mailbox = start();
  }

  /** Ends the actor. */
  @TearDown
  public void end() {
    mailbox.stop();
    actors.close();
  }

  /** Sent one behind the other while the actor works: what a busy torrent pays for a block. */
  @Benchmark
  @OperationsPerInvocation(MANY)
  public void postMany() throws InterruptedException {
    CountDownLatch received = new CountDownLatch(MANY);
    Thread sender =
        Thread.startVirtualThread(() -> {
          try {
            for (int i = 0; i < MANY; i++) {
              mailbox.post(received);
            }
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    received.await();
    sender.join();
  }

  /** Sent to an idle actor, and waited for: what it costs to wake one. */
  @Benchmark
  public void postAndWait() throws InterruptedException {
    CountDownLatch received = new CountDownLatch(1);
    mailbox.post(received);
    received.await();
  }
}
