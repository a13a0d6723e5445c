package dev.sluice.actor;

/**
 * The owner of some mutable state: it handles one message at a time, on one thread.
 *
 * @param <M> the messages it understands, a sealed type
 */
public interface Actor<M> {
  /** Handles one message. It never waits for I/O, a lock, a future or an answer. */
  void receive(M message);

  /** Called when no message is waiting any more: the moment to send what was gathered. */
  default void onDrained() {}

  /**
   * Called once, when the actor has been stopped, has thrown or was interrupted. Only {@link
   * #onUndelivered} may still follow.
   */
  default void onStopped() {}

  /**
   * Gives back what a message carries that was taken but never received, because the actor threw or
   * was interrupted before; called for each of them, behind {@link #onStopped}.
   *
   * @param message [own] the message
   */
  default void onUndelivered(M message) {}
}
