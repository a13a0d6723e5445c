package dev.sluice.transport.proxy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Where a proxy shall connect to.
 *
 * @param host in ASCII, at most 253 characters; the address's text if there is an address
 * @param ip the address; empty if it is the proxy's to look the name up
 * @param port 1 to 65535
 */
public record Destination(String host, Optional<InetAddress> ip, int port) {
  /** Returns the destination that an address is, or the name of one that is not looked up. */
  public static Destination of(InetSocketAddress address) {
    return address.isUnresolved()
        ? new Destination(address.getHostString(), Optional.empty(), address.getPort())
        : of(address.getAddress(), address.getPort());
  }

  /** Returns the destination at an address. */
  public static Destination of(InetAddress ip, int port) {
    return new Destination(ip.getHostAddress(), Optional.of(ip), port);
  }

  /** Returns {@code host:port}, with brackets around an IPv6 address. */
  @Override
  public String toString() {
    return host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
  }
}
