package dev.sluice.actor;

/**
 * A value that its owner replaces and any thread may read.
 *
 * @param <T> an immutable type
 */
public final class Published<T> {
  private volatile T value;

  /** Starts with {@code initial}. */
  public Published(T initial) {
    this.value = initial;
  }

  /** Returns the value last set. */
  public T get() {
    return value;
  }

  /** Replaces the value. */
  public void set(T newValue) {
    this.value = newValue;
  }
}
