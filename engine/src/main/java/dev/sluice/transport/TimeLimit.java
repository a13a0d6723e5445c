package dev.sluice.transport;

import dev.sluice.actor.Actors;
import dev.sluice.actor.Published;
import java.util.concurrent.TimeUnit;

/**
 * How long a peer has for something: when the time is over before this is closed, the connection
 * is, and whoever waits for it gets an exception.
 *
 * <p>A thread of its own sleeps through the time, because a read of a socket has no limit that
 * holds over several reads: who sends a byte a second would never exceed it.
 */
public final class TimeLimit implements AutoCloseable {
  private final Published<Boolean> over;
  private final Actors.Task sleeper;

  private TimeLimit(Published<Boolean> over, Actors.Task sleeper) {
    this.over = over;
    this.sleeper = sleeper;
  }

  /** Begins to count; at {@code millis} the connection is closed. */
  public static TimeLimit of(long millis, Connection connection, Actors actors) {
    Published<Boolean> over = new Published<>(false);
    return new TimeLimit(
        over,
        actors.run(
            "time-limit " + connection.remote(),
            () -> {
              TimeUnit.MILLISECONDS.sleep(millis);
              over.set(true);
              connection.close();
            }));
  }

  /** Returns whether the time was over before there was an end. */
  public boolean isOver() {
    return over.get();
  }

  /** Lifts the limit: what there was to do has been done. */
  @Override
  public void close() {
    sleeper.cancel();
  }
}
