package dev.sluice.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Stops by SIGINT, SIGTERM and SIGHUP. The JVM answers each by running its shutdown hooks and then
 * exits with 128 and the signal's number; the hook here asks the main thread to stop, and holds the
 * process until it has.
 */
final class JvmStopSignals implements StopSignals.Listening {
  /** Beyond this the disk hangs; state on disk is sound at any moment, so leaving is safe. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final CountDownLatch isOver = new CountDownLatch(1);
  private final Thread hook;

  private JvmStopSignals(Runnable onStop) {
    this.hook = new Thread(() -> stop(onStop), "stop-signal");
  }

  /** Listens from now on. */
  static JvmStopSignals listen(Runnable onStop) {
    JvmStopSignals signals = new JvmStopSignals(onStop);
    Runtime.getRuntime().addShutdownHook(signals.hook);
    return signals;
  }

  private void stop(Runnable onStop) {
    onStop.run();
    try {
      boolean _ = isOver.await(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      // Nobody interrupts a hook; if somebody does, the JVM may go.
    }
  }

  @Override
  public void close() {
    isOver.countDown();
    try {
      boolean _ = Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The JVM is on its way out: the hook has just been told.
    }
  }
}
