package dev.sluice.transport.utp;

import dev.sluice.actor.Published;
import dev.sluice.transport.Connection;
import dev.sluice.transport.Listener;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Where connections over uTP are taken that others made. Safe for use by any thread. */
final class UtpListener implements Listener {
  /** Connections that nobody has taken; who calls then has to wait, as with TCP. */
  static final int MAX_WAITING = 64;

  private final int port;
  private final BlockingQueue<Optional<UtpConnection>> waiting =
      new ArrayBlockingQueue<>(MAX_WAITING);
  private final Published<Boolean> closed = new Published<>(false);

  UtpListener(int port) {
    this.port = port;
  }

  /** Brings a connection, if there is room for one; never waits. */
  boolean offer(UtpConnection connection) {
    return !closed.get() && waiting.offer(Optional.of(connection));
  }

  /** Returns how many connections nobody has taken yet. */
  int waiting() {
    return waiting.size();
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public boolean isOpen() {
    return !closed.get();
  }

  @Override
  public Connection accept() throws IOException {
    try {
      return waiting.take().orElseThrow(() -> new IOException("no longer listening"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClosedByInterruptException();
    }
  }

  /** Those who wait are turned away; so is whoever waits for one. */
  @Override
  public void close() {
    closed.set(true);
    for (Optional<UtpConnection> each = waiting.poll(); each != null; each = waiting.poll()) {
      each.ifPresent(UtpConnection::close);
    }
    boolean unused = waiting.offer(Optional.empty()); // full again: a late one wakes the waiter
  }
}
