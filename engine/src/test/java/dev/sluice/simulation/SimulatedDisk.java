package dev.sluice.simulation;

import dev.sluice.actor.MonotonicClock;
import dev.sluice.actor.Sink;
import dev.sluice.storage.DiskLane;
import dev.sluice.storage.DiskLanes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Disk lanes in virtual time. Each access to the disk takes its time: the lane that made it works
 * on nothing else meanwhile, its clock shows it, and what it tells is heard only afterwards.
 */
final class SimulatedDisk implements MonotonicClock {
  private final VirtualTime time;
  private final List<Lane> lanes = new ArrayList<>();
  private long accessNanos;
  private long spentNanos;
  private boolean working;

  SimulatedDisk(VirtualTime time, int laneCount) {
    this.time = time;
    for (int i = 0; i < laneCount; i++) {
      lanes.add(new Lane());
    }
  }

  /** Sets what one access takes. */
  void takes(long nanos) {
    accessNanos = nanos;
  }

  /** Counts one access. */
  void access() {
    spentNanos += accessNanos;
  }

  DiskLanes lanes() {
    return DiskLanes.of(lanes, this);
  }

  @Override
  public long nanoTime() {
    return time.nanoTime() + spentNanos;
  }

  /** Runs {@code work} once every lane has done what it has now; it may read on any lane. */
  void whenFree(Runnable work) {
    int[] missing = {lanes.size()};
    for (Lane lane : lanes) {
      lane.execute(() -> {
        missing[0]--;
        if (missing[0] == 0) {
          work.run();
        }
      });
    }
  }

  /** Returns a sink for what lanes tell, which is heard when their work is done. */
  <M> Sink<M> heardAfterwards(Sink<M> sink) {
    return new Sink<>() {
      @Override
      public boolean post(M message) {
        time.after(spentNanos, () -> Posting.post(sink, message));
        return true;
      }

      @Override
      public boolean offer(M message) {
        time.after(spentNanos, () -> sink.offer(message));
        return true;
      }
    };
  }

  private final class Lane implements DiskLane {
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private boolean arranged;

    @Override
    public boolean execute(Runnable task) {
      tasks.add(task);
      arrange(0);
      return true;
    }

    @Override
    public boolean executeSoon(Runnable task) {
      return execute(task);
    }

    @Override
    public void executeAfter(long delayNanos, Runnable task) {
      time.after(delayNanos, () -> execute(task));
    }

    @Override
    public void run(Runnable task) {
      if (!working) {
        throw new IllegalStateException("who reads waits for the disk with whenFree");
      }
      task.run();
    }

    private void arrange(long delayNanos) {
      if (!arranged) {
        arranged = true;
        time.after(delayNanos, this::runNext);
      }
    }

    private void runNext() {
      working = true;
      spentNanos = 0;
      tasks.remove().run();
      long busyNanos = spentNanos;
      spentNanos = 0;
      working = false;
      arranged = false;
      if (!tasks.isEmpty()) {
        arrange(busyNanos);
      } else if (busyNanos > 0) {
        tasks.add(() -> {});
        arrange(busyNanos);
      }
    }
  }
}
