package dev.sluice.model;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Who answers for an address: whoever has it may have every port of it, and whoever has an IPv6
 * address has the 2^64 of its network. On the loopback ports are told apart: there, many may live.
 *
 * @param network an IPv4 address, or an IPv6 address whose last eight bytes are zero
 * @param port 0 for all ports
 */
public record PeerHost(InetAddress network, int port) {
  private static final int IPV6_NETWORK_BYTES = 8;
  private static final int ALL_PORTS = 0;

  /** Returns the host of an address. */
  public static PeerHost of(PeerAddress address) {
    return address.ip().isLoopbackAddress()
        ? new PeerHost(address.ip(), address.port())
        : new PeerHost(network(address.ip()), ALL_PORTS);
  }

  private static InetAddress network(InetAddress ip) {
    if (!(ip instanceof Inet6Address)) {
      return ip;
    }
    byte[] bytes = ip.getAddress();
    Arrays.fill(bytes, IPV6_NETWORK_BYTES, bytes.length, (byte) 0);
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("as long as it was", e);
    }
  }

  /** Returns the address, without its port where that means nothing. */
  @Override
  public String toString() {
    return port == ALL_PORTS ? network.getHostAddress() : new PeerAddress(network, port).toString();
  }
}
