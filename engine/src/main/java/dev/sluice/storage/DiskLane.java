package dev.sluice.storage;

/**
 * One thread's ordered queue of work on the disk. In production a platform thread, because a
 * virtual thread that waits for a file holds its carrier; in the simulator a queue in virtual time.
 */
public interface DiskLane {
  /**
   * Puts the task behind those given before. Never waits.
   *
   * @return false if the lane has stopped and will not run the task
   */
  boolean execute(Runnable task);

  /**
   * Like {@link #execute}, for tasks that come in great numbers and none of which is urgent: an
   * idle lane may let a few of them gather before it wakes up, for a millisecond or so.
   *
   * @return false if the lane has stopped and will not run the task
   */
  boolean executeSoon(Runnable task);

  /**
   * Runs the task on this lane once {@code delayNanos} have passed, unless it has stopped by then.
   */
  void executeAfter(long delayNanos, Runnable task);

  /**
   * Runs the task on this lane, behind those given before, and returns when it is done. When the
   * caller is interrupted the task has either not begun, and never will, or is done.
   *
   * @throws InterruptedException if the waiting thread is told to stop, or the lane has stopped
   */
  void run(Runnable task) throws InterruptedException;
}
