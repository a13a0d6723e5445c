package dev.sluice.actor;

import java.util.function.Predicate;

/**
 * A value that its owner replaces, that any thread may read, and that others may wait for.
 *
 * <p>Only threads of programs wait here, and those that work for them; never an actor.
 *
 * @param <T> an immutable type
 */
public final class Awaited<T> {
  private T value;

  /** Starts with {@code initial}. */
  public Awaited(T initial) {
    this.value = initial;
  }

  /** Returns the value last set. */
  public synchronized T get() {
    return value;
  }

  /** Replaces the value; never waits. */
  public synchronized void set(T newValue) {
    value = newValue;
    notifyAll();
  }

  /** Has everybody who waits look again, because something else changed that they look at. */
  public synchronized void wakeAll() {
    notifyAll();
  }

  /**
   * Waits until the value is as wished.
   *
   * @param wish quick and without waiting; asked again whenever the value is set
   * @return the value that was
   */
  public synchronized T await(Predicate<? super T> wish) throws InterruptedException {
    while (!wish.test(value)) {
      wait();
    }
    return value;
  }
}
