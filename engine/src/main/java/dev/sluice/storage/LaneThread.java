package dev.sluice.storage;

import dev.sluice.actor.MonotonicClock;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A lane on a platform thread. Ends with the last task that was given before {@link #stop}. */
final class LaneThread implements DiskLane {
  private static final Logger LOG = LoggerFactory.getLogger(LaneThread.class);

  /** Wakes an idle lane at once: as many blocks as one gathering write takes. */
  private static final int WAKING_TASKS = 16;

  /**
   * Between 65,536 blocks a second, when nobody waits that long, and a person, who never notices.
   */
  private static final long GATHERING_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final PriorityQueue<Delayed> delayed =
      new PriorityQueue<>(Comparator.comparingLong(Delayed::dueNanos));
  private final MonotonicClock clock;
  private final Thread thread;
  private ArrayDeque<Runnable> queue = new ArrayDeque<>();
  private boolean urgent;
  private boolean stopped;

  LaneThread(String name, ThreadFactory threads, MonotonicClock clock) {
    this.clock = clock;
    this.thread = threads.newThread(this::loop);
    thread.setName(name);
    thread.start();
  }

  @Override
  public boolean execute(Runnable task) {
    return enqueue(task, true);
  }

  @Override
  public boolean executeSoon(Runnable task) {
    return enqueue(task, false);
  }

  private boolean enqueue(Runnable task, boolean wakes) {
    lock.lock();
    try {
      if (stopped) {
        return false;
      }
      queue.addLast(task);
      urgent |= wakes;
      if (wakes || queue.size() == 1 || queue.size() == WAKING_TASKS) {
        work.signal();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void executeAfter(long delayNanos, Runnable task) {
    lock.lock();
    try {
      delayed.add(new Delayed(clock.nanoTime() + delayNanos, task));
      work.signal();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void run(Runnable task) throws InterruptedException {
    Awaited awaited = new Awaited(task);
    if (!enqueue(awaited, true)) {
      throw new InterruptedException("the disk lane has stopped");
    }
    awaited.await();
  }

  /** Takes no more tasks; those taken are still carried out. Does not wait. */
  void stop() {
    lock.lock();
    try {
      stopped = true;
      work.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the thread has ended; returns whether it did within {@code timeoutNanos}. */
  boolean join(long timeoutNanos) throws InterruptedException {
    thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(timeoutNanos)));
    return !thread.isAlive();
  }

  private void loop() {
    ArrayDeque<Runnable> batch = new ArrayDeque<>();
    try {
      while (nextBatch(batch)) {
        while (!batch.isEmpty()) {
          runGuarded(batch.removeFirst());
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("{} was told to stop", thread.getName());
    } finally {
      abandon(batch);
    }
  }

  /**
   * Takes nothing more, and lets go whoever waits. After an interrupt or an {@link Error} what the
   * lane held is lost like in a crash; at a regular end it holds nothing.
   */
  private void abandon(ArrayDeque<Runnable> batch) {
    lock.lock();
    try {
      stopped = true;
      batch.addAll(queue);
      queue.clear();
    } finally {
      lock.unlock();
    }
    for (Runnable task : batch) {
      if (task instanceof Awaited awaited) {
        awaited.abandon();
      }
    }
  }

  private static void runGuarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      // One torrent's bug must not stop the disk for the others.
      LOG.error("A task of {} failed", Thread.currentThread().getName(), e);
    }
  }

  private boolean nextBatch(ArrayDeque<Runnable> batch) throws InterruptedException {
    lock.lock();
    try {
      awaitWork();
      takeDue(batch);
      batch.addAll(queue);
      queue.clear();
      urgent = false;
      return !batch.isEmpty() || !stopped;
    } finally {
      lock.unlock();
    }
  }

  private void awaitWork() throws InterruptedException {
    while (queue.isEmpty() && !stopped) {
      Delayed first = delayed.peek();
      if (first == null) {
        work.await();
      } else if (work.awaitNanos(first.dueNanos - clock.nanoTime()) <= 0) {
        return;
      }
    }
    long gatherNanos = GATHERING_NANOS;
    while (queue.size() < WAKING_TASKS && !urgent && !stopped && gatherNanos > 0) {
      gatherNanos = work.awaitNanos(gatherNanos);
    }
  }

  private void takeDue(ArrayDeque<Runnable> batch) {
    long now = clock.nanoTime();
    for (Delayed first = delayed.peek();
        first != null && first.dueNanos - now <= 0;
        first = delayed.peek()) {
      batch.addLast(first.task);
      delayed.remove();
    }
  }

  private record Delayed(long dueNanos, Runnable task) {}

  /** A task that somebody waits for; only the end of the lane leaves it undone. */
  private static final class Awaited implements Runnable {
    private final Runnable task;
    private final AtomicBoolean claimed = new AtomicBoolean();
    private volatile boolean completed;
    private final CountDownLatch done = new CountDownLatch(1);

    Awaited(Runnable task) {
      this.task = task;
    }

    @Override
    public void run() {
      if (claimed.compareAndSet(false, true)) {
        try {
          task.run();
          completed = true;
        } finally {
          done.countDown();
        }
      }
    }

    /** Lets go who waits: the task will not run. */
    void abandon() {
      done.countDown();
    }

    void await() throws InterruptedException {
      try {
        done.await();
      } catch (InterruptedException e) {
        if (!claimed.compareAndSet(false, true)) {
          awaitToTheEnd();
        }
        throw e;
      }
      if (!completed) {
        throw new InterruptedException("the disk lane failed");
      }
    }

    private void awaitToTheEnd() {
      while (true) {
        try {
          done.await();
          return;
        } catch (InterruptedException e) {
          // The caller is already on its way out and only waits until its memory is its own again.
        }
      }
    }
  }
}
