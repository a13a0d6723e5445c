package dev.sluice.actor;

/**
 * Messages that an actor sends to itself later. Belongs to that actor and is used on its thread
 * only.
 *
 * @param <M> the actor's messages
 */
public interface Timers<M> {
  /** Arranges that the actor receives {@code message} once {@code delayNanos} have passed. */
  Timer after(long delayNanos, M message);

  /** A message still to come. */
  interface Timer {
    /** Takes the message back; without effect when it has been received. */
    void cancel();
  }
}
