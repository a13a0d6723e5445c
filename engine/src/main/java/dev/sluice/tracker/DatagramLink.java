package dev.sluice.tracker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A way to one remote address and port, and back. Belongs to one thread. */
interface DatagramLink extends AutoCloseable {
  /**
   * Sends one datagram.
   *
   * @param payload read from position to limit
   */
  void send(ByteBuffer payload) throws IOException;

  /**
   * Waits for the next datagram that comes from exactly that remote address and port.
   *
   * @return its payload, the caller's from then on; empty if none came in time
   * @throws IOException if the remote host says that nobody listens
   * @throws InterruptedException if the thread is told to stop
   */
  Optional<ByteBuffer> receive(long timeoutNanos) throws IOException, InterruptedException;

  @Override
  void close();

  /** Where links come from: the network. */
  @FunctionalInterface
  interface Opener {
    /**
     * Returns a link of its own to {@code remote}; the caller closes it.
     *
     * @throws IOException if there is no way there
     */
    DatagramLink open(InetSocketAddress remote) throws IOException;
  }
}
