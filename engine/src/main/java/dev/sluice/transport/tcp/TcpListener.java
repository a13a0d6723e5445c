package dev.sluice.transport.tcp;

import dev.sluice.transport.Connection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** A listening TCP socket; dual stack where the system's wildcard address is. */
public final class TcpListener implements AutoCloseable {
  /** Connections that wait for {@link #accept}; more are refused by the system. */
  private static final int BACKLOG = 128;

  private final ServerSocketChannel channel;

  TcpListener(InetSocketAddress address) throws IOException {
    channel = ServerSocketChannel.open();
    try {
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      channel.bind(address, BACKLOG);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Returns the port that peers connect to. */
  public int port() {
    return channel.socket().getLocalPort();
  }

  /**
   * Waits for the next connection.
   *
   * @throws IOException if that one could not be had, or, when {@link #isOpen} says no, because the
   *     listener was closed
   */
  public Connection accept() throws IOException {
    SocketChannel accepted = channel.accept();
    try {
      return new TcpConnection(accepted);
    } catch (IOException | RuntimeException e) {
      accepted.close();
      throw e;
    }
  }

  /** Returns whether it still listens. */
  public boolean isOpen() {
    return channel.isOpen();
  }

  /** Stops listening; a waiting {@link #accept} ends with an exception. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
