package dev.sluice.transport;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Several attempts to reach one peer, of which the first to succeed counts. One thread waits for
 * the outcome; who succeeds later, or when nobody waits any more, is closed. Safe for use by any
 * thread.
 */
public final class Race implements AutoCloseable {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int running;
  private boolean closed;
  private @Nullable Connection winner;
  private @Nullable IOException failure;

  /** Begins without any attempt. */
  public Race() {}

  /** One more attempt begins, and will say {@link #won} or {@link #lost}. */
  public void enter() {
    lock.lock();
    try {
      running++;
    } finally {
      lock.unlock();
    }
  }

  /**
   * An attempt has succeeded.
   *
   * @param connection [own] closed if it came too late
   */
  public void won(Connection connection) {
    lock.lock();
    try {
      running--;
      if (winner == null && !closed) {
        winner = connection;
        changed.signalAll();
        return;
      }
    } finally {
      lock.unlock();
    }
    connection.close();
  }

  /** An attempt has failed. */
  public void lost(IOException why) {
    lock.lock();
    try {
      running--;
      if (failure == null) {
        failure = why;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for the first success; at most {@code nanos}, and no longer than attempts are under way.
   *
   * @return the winner, which is the caller's; nothing if there is none yet, be it that time is
   *     over or that all have failed so far
   * @throws InterruptedIOException if the waiting thread is told to stop
   */
  public Optional<Connection> await(long nanos) throws InterruptedIOException {
    lock.lock();
    try {
      long leftNanos = nanos;
      while (winner == null && running > 0 && leftNanos > 0) {
        leftNanos = changed.awaitNanos(leftNanos);
      }
      Optional<Connection> taken = Optional.ofNullable(winner);
      closed |= taken.isPresent();
      winner = null;
      return taken;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("told to stop");
    } finally {
      lock.unlock();
    }
  }

  /** Returns why the first that failed did; empty if none has. */
  public Optional<IOException> failure() {
    lock.lock();
    try {
      return Optional.ofNullable(failure);
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether nobody waits any more: to go on is in vain. */
  public boolean isOver() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Nobody waits any more. */
  @Override
  public void close() {
    Connection late;
    lock.lock();
    try {
      closed = true;
      late = winner;
      winner = null;
    } finally {
      lock.unlock();
    }
    if (late != null) {
      late.close();
    }
  }
}
