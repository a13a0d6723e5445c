package dev.sluice.cli;

import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import jdk.management.VirtualThreadSchedulerMXBean;

/**
 * The threads that carry the engine's virtual threads: one for two processors, as the disk lanes
 * need the others; so those who talk to each other seldom wake another processor
 * (docs/decisions/0017).
 *
 * <p>A read from a disk that hangs holds its carrier; uploads read one at a time in this way,
 * others go to the lanes. So a watchman looks every second whether virtual threads still get their
 * turn, and takes on another carrier when they do not.
 */
final class Carriers {
  static final String COUNT = "jdk.virtualThreadScheduler.parallelism";

  /** Waiting for a turn this long, on a machine that is not merely busy, means to be stuck. */
  private static final long STUCK_SECONDS = 2;

  /** More would not help: then it is something else that keeps them from their turn. A guess. */
  private static final int MAX_COUNT = 64;

  private Carriers() {}

  /**
   * Returns what starts virtual threads. To be called before any was started, or the JVM has made
   * its own choice; who sets {@value #COUNT} chooses, too.
   */
  static ThreadFactory virtualThreads() {
    if (System.getProperty(COUNT) == null) {
      int count = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
      System.setProperty(COUNT, String.valueOf(count));
      Thread.ofPlatform().name("carrier-watch").daemon().start(Carriers::watch);
    }
    return Thread.ofVirtual().factory();
  }

  private static void watch() {
    try {
      while (true) {
        TimeUnit.SECONDS.sleep(1);
        CountDownLatch turn = new CountDownLatch(1);
        Thread.ofVirtual().name("turn").start(turn::countDown);
        if (!turn.await(STUCK_SECONDS, TimeUnit.SECONDS)) {
          addOne();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody does that; the watch is over
    }
  }

  private static void addOne() {
    VirtualThreadSchedulerMXBean scheduler =
        ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
    scheduler.setParallelism(Math.min(MAX_COUNT, scheduler.getParallelism() + 1));
  }
}
