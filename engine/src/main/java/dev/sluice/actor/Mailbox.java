package dev.sluice.actor;

/**
 * A running actor, seen from outside: its sink, and the means to stop it.
 *
 * @param <M> the actor's messages
 */
public interface Mailbox<M> extends Sink<M> {
  /**
   * Puts a person's command in, however full the mailbox is; never waits. Commands are few, and one
   * that was lost under load could never be explained.
   *
   * @return false if the actor has stopped
   */
  boolean command(M message);

  /**
   * Stops the actor: it takes no more messages, handles those already taken, and gets {@link
   * Actor#onStopped}. Does not wait.
   */
  void stop();

  /**
   * Waits until the actor has stopped.
   *
   * @return whether it stopped within {@code timeoutNanos}
   */
  boolean awaitStopped(long timeoutNanos) throws InterruptedException;
}
