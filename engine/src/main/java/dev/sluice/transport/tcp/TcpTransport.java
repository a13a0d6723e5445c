package dev.sluice.transport.tcp;

import dev.sluice.model.PeerAddress;
import dev.sluice.transport.Connection;
import dev.sluice.transport.Dialer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;

/** Dials and listens over TCP, from one local address when one is given. */
public final class TcpTransport implements Dialer {
  private final Optional<InetAddress> bindAddress;

  /** Binds every socket to {@code bindAddress}; without one the system chooses. */
  public TcpTransport(Optional<InetAddress> bindAddress) {
    this.bindAddress = bindAddress;
  }

  @Override
  public Connection dial(PeerAddress address, Duration timeout) throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      if (bindAddress.isPresent()) {
        channel.bind(new InetSocketAddress(bindAddress.get(), 0));
      }
      channel.socket().connect(address.toSocketAddress(), (int) timeout.toMillis());
      return new TcpConnection(channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Opens a listening socket.
   *
   * @param port 1 to 65535, or 0 for any that is free
   * @throws IOException if the port is taken or the address is not ours
   */
  public TcpListener listen(int port) throws IOException {
    return new TcpListener(
        bindAddress
            .map(address -> new InetSocketAddress(address, port))
            .orElseGet(() -> new InetSocketAddress(port)));
  }
}
