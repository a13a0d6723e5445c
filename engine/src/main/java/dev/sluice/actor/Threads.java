package dev.sluice.actor;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ThreadFactory;

/** Where the threads of actors and of blocking work come from. Safe for use by several threads. */
interface Threads {
  /**
   * Runs {@code body} on a thread that bears {@code name} meanwhile.
   *
   * @return interrupts the body, even if it has not begun; without effect when it has ended
   */
  Actors.Task start(String name, Runnable body);

  /**
   * Lets threads end as soon as they have nothing to do, from now on.
   *
   * @return those that may not have ended yet
   */
  Collection<Thread> keepNone();

  /** Returns what has {@code factory} make a thread for each body, as suits virtual ones. */
  static Threads of(ThreadFactory factory) {
    return new Threads() {
      @Override
      public Actors.Task start(String name, Runnable body) {
        Thread thread = factory.newThread(body);
        thread.setName(name);
        thread.start();
        return thread::interrupt;
      }

      @Override
      public Collection<Thread> keepNone() {
        return List.of();
      }
    };
  }
}
