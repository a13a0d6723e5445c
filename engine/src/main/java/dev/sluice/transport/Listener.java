package dev.sluice.transport;

import java.io.IOException;

/** Where connections are taken that others made. */
public interface Listener extends AutoCloseable {
  /** Returns the port that peers connect to. */
  int port();

  /**
   * Waits for the next connection.
   *
   * @throws IOException if that one could not be had, or, when {@link #isOpen} says no, because the
   *     listener was closed
   */
  Connection accept() throws IOException;

  /** Returns whether it still listens. */
  boolean isOpen();

  /** Stops listening; a waiting {@link #accept} ends with an exception. */
  @Override
  void close() throws IOException;
}
