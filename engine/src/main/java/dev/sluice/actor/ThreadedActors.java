package dev.sluice.actor;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Actors on real threads, one thread each, in real time. */
public final class ThreadedActors implements Actors, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ThreadedActors.class);

  /** How long {@link #close()} waits for all threads together. */
  private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final Threads threads;
  private final MonotonicClock clock;
  private final Set<Running> running = ConcurrentHashMap.newKeySet();
  private final Published<Boolean> closed = new Published<>(false);

  private ThreadedActors(Threads threads, MonotonicClock clock) {
    this.threads = threads;
    this.clock = clock;
  }

  /**
   * Has {@code threads} make a thread for each actor and each piece of work, virtual ones where the
   * platform has them, and takes the time from {@code clock}.
   */
  public ThreadedActors(ThreadFactory threads, MonotonicClock clock) {
    this(Threads.of(threads), clock);
  }

  /**
   * Returns actors on threads of the system, which are used again and again, as suits a platform
   * that has no others.
   */
  public static ThreadedActors pooled(MonotonicClock clock) {
    return new ThreadedActors(new PooledThreads(), clock);
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
    return startThread(name, () -> runToTheEnd(name, work));
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

  private Task startThread(String name, Runnable body) {
    CountDownLatch ended = new CountDownLatch(1);
    Published<Task> task = new Published<>(() -> {});
    Running thread = new Running(task, ended);
    running.add(thread);
    task.set(
        threads.start(
            name,
            () -> {
              try {
                body.run();
              } finally {
                running.remove(thread);
                ended.countDown();
              }
            }));
    if (closed.get()) {
      task.get().cancel(); // perhaps too late to be seen by close
    }
    return task.get();
  }

  /**
   * Interrupts every thread still running, or started from now on, and waits for their ends, two
   * seconds in all. Actors should have been stopped before.
   */
  @Override
  public void close() {
    close(CLOSE_NANOS);
  }

  /** Does as {@link #close()}, but waits {@code patienceNanos} in all. */
  public void close(long patienceNanos) {
    closed.set(true);
    Collection<Thread> leaving = threads.keepNone();
    running.forEach(each -> each.task.get().cancel());
    long deadlineNanos = clock.nanoTime() + patienceNanos;
    try {
      for (Running each : running) {
        long leftNanos = deadlineNanos - clock.nanoTime();
        boolean unused = each.ended.await(leftNanos, TimeUnit.NANOSECONDS);
      }
      for (Thread each : leaving) {
        TimeUnit.NANOSECONDS.timedJoin(each, deadlineNanos - clock.nanoTime());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What a thread does, from its start to its end. */
  private record Running(Published<Task> task, CountDownLatch ended) {}
}
