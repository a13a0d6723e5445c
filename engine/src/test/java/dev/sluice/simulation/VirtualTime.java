package dev.sluice.simulation;

import dev.sluice.actor.MonotonicClock;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The time of a simulation: a queue of what is to happen, in order of (time, order of arranging).
 *
 * <p>The clock's origin is arbitrary, often negative, as that of {@link System#nanoTime} may be.
 */
final class VirtualTime implements MonotonicClock {
  private final PriorityQueue<Entry> entries = new PriorityQueue<>();
  private final long originNanos;
  private long elapsedNanos;
  private long sequence;

  VirtualTime(long originNanos) {
    this.originNanos = originNanos;
  }

  /** Something that will happen unless it is cancelled. */
  interface Arranged {
    void cancel();
  }

  private record Entry(long atNanos, long sequence, Runnable task) implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      int byTime = Long.compare(atNanos, other.atNanos);
      return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
    }
  }

  @Override
  public long nanoTime() {
    return originNanos + elapsedNanos;
  }

  /** Returns the time since the simulation began. */
  long elapsedNanos() {
    return elapsedNanos;
  }

  /** Arranges that {@code task} runs after {@code delayNanos}, which may be 0. */
  Arranged after(long delayNanos, Runnable task) {
    Entry entry = new Entry(elapsedNanos + Math.max(0, delayNanos), sequence++, task);
    entries.add(entry);
    return () -> entries.remove(entry);
  }

  /**
   * Lets things happen until {@code done} or until {@code seconds} have passed; returns whether it
   * was the first. The condition is asked every tenth of a second.
   */
  boolean runUntil(BooleanSupplier done, double seconds) {
    long endNanos = elapsedNanos + (long) (seconds * TimeUnit.SECONDS.toNanos(1));
    while (!done.getAsBoolean()) {
      if (elapsedNanos >= endNanos) {
        return false;
      }
      runTo(Math.min(endNanos, elapsedNanos + TimeUnit.MILLISECONDS.toNanos(100)));
    }
    return true;
  }

  private void runTo(long endNanos) {
    while (!entries.isEmpty() && entries.peek().atNanos <= endNanos) {
      Entry entry = entries.remove();
      elapsedNanos = entry.atNanos;
      entry.task.run();
    }
    elapsedNanos = endNanos;
  }
}
