package dev.sluice.testkit;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Counts what the current thread allocates. */
public final class Allocations {
  private final long before = soFar();

  private static long soFar() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  /**
   * Fails when more than {@code maxBytes} were allocated since this was made: what a stranger says
   * must not be believed before it is there.
   */
  public void mustNotExceed(long maxBytes) {
    long bytes = soFar() - before;
    if (bytes > maxBytes) {
      throw new AssertionError("allocated %d bytes, more than %d".formatted(bytes, maxBytes));
    }
  }
}
