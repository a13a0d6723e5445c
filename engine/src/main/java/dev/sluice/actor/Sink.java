package dev.sluice.actor;

import java.util.function.Function;

/**
 * Where messages for an actor go in. Safe for use by any thread.
 *
 * <p>Events go up with {@link #post}, which may wait; commands go down with {@link #offer}, which
 * never does. A thread may wait only for a higher rank: reader and writer below lane, below
 * torrent, below session. That order is why no cycle of waiting threads can form.
 *
 * @param <M> the messages it takes
 */
public interface Sink<M> {
  /**
   * Puts the message in, waiting while the mailbox is full.
   *
   * @return false if the actor has stopped; the caller then still owns what the message carries
   * @throws InterruptedException if the waiting thread is told to stop; the message was not taken
   */
  boolean post(M message) throws InterruptedException;

  /**
   * Puts the message in unless the mailbox is full or the actor has stopped; never waits.
   *
   * @return whether the message was taken
   */
  boolean offer(M message);

  /** Returns a sink that turns each message into one of this sink's. */
  default <T> Sink<T> adapt(Function<? super T, ? extends M> translation) {
    Sink<M> target = this;
    return new Sink<>() {
      @Override
      public boolean post(T message) throws InterruptedException {
        return target.post(translation.apply(message));
      }

      @Override
      public boolean offer(T message) {
        return target.offer(translation.apply(message));
      }
    };
  }
}
