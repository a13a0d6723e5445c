package dev.sluice.transport.proxy;

import dev.sluice.model.Proxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The proxy, as what asks it for ways out. Safe for use by any thread. */
public final class ProxyServer {
  private final Proxy proxy;

  /** Asks {@code proxy}. */
  public ProxyServer(Proxy proxy) {
    this.proxy = proxy;
  }

  /**
   * Returns where the proxy itself is; its name, if it has one, is looked up by the system.
   *
   * @throws IOException if there is no such name
   */
  public InetSocketAddress address() throws IOException {
    return new InetSocketAddress(InetAddress.getByName(proxy.host()), proxy.port());
  }

  /** Returns whether it relays datagrams. */
  public boolean takesDatagrams() {
    return proxy.kind() == Proxy.Kind.SOCKS5;
  }

  /**
   * Has the proxy connect to {@code destination}; afterwards the stream is that host's.
   *
   * @param stream just connected to {@link #address}; its time limit is the caller's
   * @throws IOException if the proxy refuses (a {@link ProxyException}) or hangs up
   */
  public void connect(ProxyStream stream, Destination destination) throws IOException {
    switch (proxy.kind()) {
      case HTTP -> HttpConnect.ask(stream, destination, proxy.login());
      case SOCKS5 -> {
        InetSocketAddress unused =
            Socks5.ask(stream, Socks5.Command.CONNECT, destination, proxy.login());
      }
    }
  }

  /**
   * Has the proxy relay datagrams for as long as the stream stays open.
   *
   * @return where the proxy takes them
   */
  InetSocketAddress associate(ProxyStream stream) throws IOException {
    if (!takesDatagrams()) {
      throw new ProxyException("an HTTP proxy relays no datagrams");
    }
    Destination anywhere = Destination.of(InetAddress.getByAddress(new byte[4]), 0);
    InetSocketAddress relay =
        Socks5.ask(stream, Socks5.Command.UDP_ASSOCIATE, anywhere, proxy.login());
    return relay.getAddress().isAnyLocalAddress()
        ? new InetSocketAddress(address().getAddress(), relay.getPort())
        : relay;
  }

  @Override
  public String toString() {
    return proxy.toString();
  }
}
