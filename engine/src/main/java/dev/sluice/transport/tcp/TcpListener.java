package dev.sluice.transport.tcp;

import dev.sluice.transport.Connection;
import dev.sluice.transport.Listener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** A listening TCP socket; dual stack where the system's wildcard address is. */
public final class TcpListener implements Listener {
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

  @Override
  public int port() {
    return channel.socket().getLocalPort();
  }

  @Override
  public Connection accept() throws IOException {
    SocketChannel accepted = channel.accept();
    try {
      return new TcpConnection(accepted);
    } catch (IOException | RuntimeException e) {
      accepted.close();
      throw e;
    }
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
