package dev.sluice.actor;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Remembers the first thread that asks and holds every later one to it. */
public final class OwnerThread {
  private volatile @Nullable Thread owner;

  /**
   * Checks that the state next to this object is touched by its owner.
   *
   * @throws IllegalStateException on any other thread: a bug of ours
   */
  public void check() {
    Thread current = Thread.currentThread();
    Thread known = owner;
    if (known == null) {
      owner = current;
    } else if (known != current) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT, "owned by '%s', touched by '%s'", known.getName(), current.getName()));
    }
  }
}
