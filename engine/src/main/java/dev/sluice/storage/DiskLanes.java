package dev.sluice.storage;

import dev.sluice.actor.MonotonicClock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lanes of a session, shared by its torrents. */
public final class DiskLanes implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DiskLanes.class);

  /** Long for a flush on the slowest of disks; no use to one that hangs. */
  private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final List<DiskLane> lanes;
  private final List<LaneThread> threads;
  private final MonotonicClock clock;

  private DiskLanes(
      List<? extends DiskLane> lanes, List<LaneThread> threads, MonotonicClock clock) {
    if (lanes.isEmpty()) {
      throw new IllegalArgumentException("no lanes");
    }
    this.lanes = List.copyOf(lanes);
    this.threads = List.copyOf(threads);
    this.clock = clock;
  }

  /** Returns the lanes that somebody else drives, as the simulator does. */
  public static DiskLanes of(List<? extends DiskLane> lanes, MonotonicClock clock) {
    return new DiskLanes(lanes, List.of(), clock);
  }

  /**
   * Starts lanes on threads of their own, named {@code disk-1}, {@code disk-2}, and so on.
   *
   * @param count at least 1
   * @param threads makes platform threads
   */
  public static DiskLanes start(int count, ThreadFactory threads, MonotonicClock clock) {
    List<LaneThread> started = new ArrayList<>(count);
    for (int i = 1; i <= count; i++) {
      started.add(new LaneThread("disk-" + i, threads, clock));
    }
    return new DiskLanes(started, started, clock);
  }

  /** Returns how many there are, at least 1. */
  public int count() {
    return lanes.size();
  }

  /** Returns the lane at {@code index}, from 0. */
  public DiskLane lane(int index) {
    return lanes.get(index);
  }

  /** Returns the clock that the lanes live by. */
  MonotonicClock clock() {
    return clock;
  }

  /**
   * Stops the lanes started here after the tasks they have, and waits for their end, ten seconds in
   * all: a network disk that is gone may never answer. An interrupt ends the waiting.
   */
  @Override
  public void close() {
    threads.forEach(LaneThread::stop);
    try {
      long deadlineNanos = clock.nanoTime() + CLOSE_NANOS;
      for (LaneThread thread : threads) {
        if (!thread.join(deadlineNanos - clock.nanoTime())) {
          LOG.warn("a disk does not answer; its lane is left behind");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
