package dev.sluice.actor;

import java.util.ArrayDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bounded queue of messages and the loop that hands them to an actor.
 *
 * <p>The loop takes everything that waits with one lock and then handles it without: at 65,536
 * blocks a second the lock would otherwise be the dearest part of a message. Senders wait while
 * {@code capacity} messages lie untaken.
 */
final class ThreadedMailbox<M> implements Mailbox<M> {
  private static final Logger LOG = LoggerFactory.getLogger(ThreadedMailbox.class);

  private final String name;
  private final int capacity;
  private final TimerQueue<M> timers;

  /** Taken, and not yet handled; touched by the actor's thread alone. */
  private final ArrayDeque<M> batch = new ArrayDeque<>();

  private final CountDownLatch ended = new CountDownLatch(1);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Condition taken = lock.newCondition();
  private final ArrayDeque<M> waiting = new ArrayDeque<>();
  private boolean stopped;

  ThreadedMailbox(String name, int capacity, MonotonicClock clock) {
    this.name = name;
    this.capacity = capacity;
    this.timers = new TimerQueue<>(clock);
  }

  @Override
  public boolean post(M message) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (waiting.size() >= capacity && !stopped) {
        taken.await();
      }
      return put(message);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean offer(M message) {
    lock.lock();
    try {
      return waiting.size() < capacity && put(message);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean command(M message) {
    lock.lock();
    try {
      return put(message);
    } finally {
      lock.unlock();
    }
  }

  private boolean put(M message) {
    if (stopped) {
      return false;
    }
    waiting.add(message);
    if (waiting.size() == 1) {
      arrived.signal();
    }
    return true;
  }

  @Override
  public void stop() {
    lock.lock();
    try {
      stopped = true;
      arrived.signal();
      taken.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean awaitStopped(long timeoutNanos) throws InterruptedException {
    return ended.await(timeoutNanos, TimeUnit.NANOSECONDS);
  }

  /** Runs the actor until it is stopped; the body of its thread. */
  void run(Actors.Behaviour<M> behaviour) {
    try {
      Actor<M> actor = behaviour.create(this, timers);
      try {
        serve(actor);
      } finally {
        stop();
        end(actor);
      }
    } catch (InterruptedException e) {
      LOG.debug("{} was told to stop", name);
    } catch (RuntimeException e) {
      LOG.error("{} failed: a bug of ours", name, e);
    } finally {
      stop();
      ended.countDown();
    }
  }

  private void end(Actor<M> actor) {
    try {
      actor.onStopped();
    } finally {
      giveBack(actor);
    }
  }

  /** Hands over what an actor that ended by a throw has not received. */
  private void giveBack(Actor<M> actor) {
    lock.lock();
    try {
      batch.addAll(waiting);
      waiting.clear();
    } finally {
      lock.unlock();
    }
    for (M message = batch.poll(); message != null; message = batch.poll()) {
      actor.onUndelivered(message);
    }
  }

  private void serve(Actor<M> actor) throws InterruptedException {
    while (takeAll()) {
      timers.fireDue(actor);
      for (M message = batch.poll(); message != null; message = batch.poll()) {
        actor.receive(message);
      }
      actor.onDrained();
    }
  }

  /** Moves what waits into the empty batch; returns false when stopped and empty. */
  private boolean takeAll() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (waiting.isEmpty() && !stopped && timers.nanosUntilNext() > 0) {
        awaitArrival();
      }
      if (waiting.isEmpty()) {
        return !stopped;
      }
      batch.addAll(waiting);
      waiting.clear();
      taken.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings("WaitNotInLoop") // the caller loops over the same condition and the timers
  private void awaitArrival() throws InterruptedException {
    long nanos = timers.nanosUntilNext();
    if (nanos == Long.MAX_VALUE) {
      arrived.await();
    } else {
      arrived.awaitNanos(nanos);
    }
  }
}
