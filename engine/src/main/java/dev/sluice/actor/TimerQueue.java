package dev.sluice.actor;

import java.util.PriorityQueue;

/** The timers of one actor, earliest first. Owned by that actor's thread. */
final class TimerQueue<M> implements Timers<M> {
  private final PriorityQueue<Entry<M>> entries = new PriorityQueue<>();
  private final MonotonicClock clock;
  private long sequence;

  TimerQueue(MonotonicClock clock) {
    this.clock = clock;
  }

  @Override
  public Timer after(long delayNanos, M message) {
    Entry<M> entry = new Entry<>(clock.nanoTime() + delayNanos, sequence++, message);
    entries.add(entry);
    return () -> entries.remove(entry);
  }

  /** Returns how long until a timer is due: 0 when one is, the largest long when there is none. */
  long nanosUntilNext() {
    Entry<M> first = entries.peek();
    return first == null ? Long.MAX_VALUE : Math.max(0, first.dueNanos - clock.nanoTime());
  }

  /** Hands every message that is due to the actor. */
  void fireDue(Actor<M> actor) {
    while (nanosUntilNext() == 0) {
      actor.receive(entries.remove().message);
    }
  }

  private record Entry<M>(long dueNanos, long sequence, M message) implements Comparable<Entry<M>> {
    @Override
    public int compareTo(Entry<M> other) {
      int byTime = Long.compare(dueNanos - other.dueNanos, 0);
      return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
    }
  }
}
