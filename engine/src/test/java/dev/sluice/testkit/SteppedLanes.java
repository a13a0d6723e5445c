package dev.sluice.testkit;

import dev.sluice.actor.MonotonicClock;
import dev.sluice.storage.DiskLane;
import dev.sluice.storage.DiskLanes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Disk lanes without threads, on the test's own thread and in its own time. */
public final class SteppedLanes implements MonotonicClock {
  private final List<Lane> lanes = new ArrayList<>();
  private final PriorityQueue<Due> later =
      new PriorityQueue<>(Comparator.comparingLong(Due::atNanos));
  private long nowNanos;

  /** Makes {@code count} lanes. */
  public SteppedLanes(int count) {
    for (int i = 0; i < count; i++) {
      lanes.add(new Lane());
    }
  }

  /** Returns the lanes as the storage takes them. */
  public DiskLanes lanes() {
    return DiskLanes.of(lanes, this);
  }

  @Override
  public long nanoTime() {
    return nowNanos;
  }

  /** Lets the lanes work in turn until none has a task that is due. */
  public void runAll() {
    while (runEach()) {}
  }

  /** Lets each lane do one task that is due; returns whether there was any. */
  public boolean runEach() {
    boolean worked = false;
    for (Lane lane : lanes) {
      worked |= lane.runNext();
    }
    return worked;
  }

  /** Lets time pass, and the lanes work as it does. */
  public void advance(long nanos) {
    long end = nowNanos + nanos;
    runAll();
    while (!later.isEmpty() && later.peek().atNanos <= end) {
      Due due = later.remove();
      nowNanos = Math.max(nowNanos, due.atNanos);
      due.lane.execute(due.task);
      runAll();
    }
    nowNanos = end;
  }

  /** Takes the time without letting anybody work: what a slow disk does. */
  public void stall(long nanos) {
    nowNanos += nanos;
  }

  private record Due(long atNanos, Lane lane, Runnable task) {}

  private final class Lane implements DiskLane {
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();

    @Override
    public boolean execute(Runnable task) {
      return tasks.add(task);
    }

    @Override
    public boolean executeSoon(Runnable task) {
      return tasks.add(task);
    }

    @Override
    public void executeAfter(long delayNanos, Runnable task) {
      later.add(new Due(nowNanos + delayNanos, this, task));
    }

    @Override
    public void run(Runnable task) {
      while (!tasks.isEmpty()) {
        tasks.removeFirst().run();
      }
      task.run();
    }

    boolean runNext() {
      Runnable task = tasks.pollFirst();
      if (task != null) {
        task.run();
      }
      return task != null;
    }
  }
}
