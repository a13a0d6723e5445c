package dev.sluice.actor;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Actors on real threads, one thread each, in real time. */
public final class ThreadedActors implements Actors, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ThreadedActors.class);

  private final ThreadFactory threads;
  private final MonotonicClock clock;
  private final Set<Thread> running = ConcurrentHashMap.newKeySet();
  private final Published<Boolean> closed = new Published<>(false);

  /**
   * Takes every thread from {@code threads} (virtual ones where the platform has them) and the time
   * from {@code clock}.
   */
  public ThreadedActors(ThreadFactory threads, MonotonicClock clock) {
    this.threads = threads;
    this.clock = clock;
  }

  @Override
  public MonotonicClock clock() {
    return clock;
  }

  @Override
  public <M> Mailbox<M> start(String name, int capacity, Behaviour<M> behaviour) {
    ThreadedMailbox<M> mailbox = new ThreadedMailbox<>(name, capacity, clock);
    startThread(name, () -> mailbox.run(behaviour));
    return mailbox;
  }

  @Override
  public Task run(String name, BlockingWork work) {
    Thread thread = startThread(name, () -> runToTheEnd(name, work));
    return thread::interrupt;
  }

  private static void runToTheEnd(String name, BlockingWork work) {
    try {
      work.run();
    } catch (InterruptedException e) {
      LOG.debug("{} was told to stop", name);
    } catch (RuntimeException e) {
      LOG.error("{} failed: a bug of ours", name, e);
    }
  }

  private Thread startThread(String name, Runnable body) {
    Thread thread =
        threads.newThread(() -> {
          try {
            body.run();
          } finally {
            running.remove(Thread.currentThread());
          }
        });
    thread.setName(name);
    running.add(thread);
    thread.start();
    if (closed.get()) {
      thread.interrupt(); // perhaps too late to be seen by close
    }
    return thread;
  }

  /**
   * Interrupts every thread still running, or started from now on, and waits for their ends, two
   * seconds in all. Actors should have been stopped before.
   */
  @Override
  public void close() {
    closed.set(true);
    running.forEach(Thread::interrupt);
    long deadlineNanos = clock.nanoTime() + TimeUnit.SECONDS.toNanos(2);
    try {
      for (Thread thread : running) {
        long leftMillis = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - clock.nanoTime());
        thread.join(Math.max(1, leftMillis));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
