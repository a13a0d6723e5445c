package dev.sluice.testkit;

import java.lang.reflect.Method;

/**
 * Counts what the current thread allocates. By reflection: the tests are compiled as part of the
 * engine's module, which has no need of {@code java.management}.
 */
public final class Allocations {
  private Allocations() {}

  /** What is measured. */
  @FunctionalInterface
  public interface Action<E extends Exception> {
    /** Does it; may be called twice. */
    void run() throws E;
  }

  /**
   * Does something, and fails when that allocates more than {@code maxBytes}: what a stranger says
   * must not be believed before it is there. What is too much is done again: the first time loads
   * classes.
   */
  public static <E extends Exception> void within(long maxBytes, Action<E> action) throws E {
    long bytes = bytesOf(action);
    bytes = bytes > maxBytes ? bytesOf(action) : bytes;
    if (bytes > maxBytes) {
      throw new AssertionError("allocated %d bytes, more than %d".formatted(bytes, maxBytes));
    }
  }

  private static <E extends Exception> long bytesOf(Action<E> action) throws E {
    long before = soFar();
    action.run();
    return soFar() - before;
  }

  private static long soFar() {
    try {
      Class<?> factory = Class.forName("java.lang.management.ManagementFactory");
      Object threads = factory.getMethod("getThreadMXBean").invoke(null);
      Class<?> bean = Class.forName("com.sun.management.ThreadMXBean");
      Method allocated = bean.getMethod("getCurrentThreadAllocatedBytes");
      if (allocated.invoke(threads) instanceof Long bytes) {
        return bytes;
      }
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("this JVM does not count allocations", e);
    }
    throw new AssertionError("this JVM does not count allocations");
  }
}
