package dev.sluice.actor;

/**
 * Starts actors and the threads that do blocking work for them. In production {@link
 * ThreadedActors}; in tests a scheduler that runs the same actors in virtual time.
 */
public interface Actors {
  /** Returns the clock that all actors started here live by. */
  MonotonicClock clock();

  /**
   * Starts an actor.
   *
   * @param name for thread dumps, as a person would say it
   * @param capacity how many messages may wait before {@link Sink#post} waits
   */
  <M> Mailbox<M> start(String name, int capacity, Behaviour<M> behaviour);

  /**
   * Runs blocking work (a socket's reader, a dial, an announce) on a thread of its own.
   *
   * @return the means to interrupt it
   */
  Task run(String name, BlockingWork work);

  /**
   * Makes the actor when its mailbox stands.
   *
   * @param <M> the actor's messages
   */
  @FunctionalInterface
  interface Behaviour<M> {
    /**
     * Returns the actor; {@code self} and {@code timers} are its own. Runs on the actor's thread.
     */
    Actor<M> create(Mailbox<M> self, Timers<M> timers);
  }

  /** Work that may wait. */
  @FunctionalInterface
  interface BlockingWork {
    /** Does the work; an interrupt means "stop now". */
    void run() throws InterruptedException;
  }

  /** Work under way. */
  interface Task {
    /** Interrupts the work. Does not wait for its end. */
    void cancel();
  }
}
