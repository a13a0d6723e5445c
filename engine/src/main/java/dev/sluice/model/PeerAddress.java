package dev.sluice.model;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a peer listens: a resolved IPv4 or IPv6 address and a port from 1 to 65535.
 *
 * @param ip the address; never a name that is still to be looked up
 * @param port the TCP (and uTP) port
 */
@Bep({7, 23})
public record PeerAddress(InetAddress ip, int port) {
  /** Bytes of the compact form of an IPv4 address and port (BEP 23). */
  public static final int COMPACT_IPV4_BYTES = 6;

  /** Bytes of the compact form of an IPv6 address and port (BEP 7). */
  public static final int COMPACT_IPV6_BYTES = 18;

  public PeerAddress {
    if (port < 1 || port > 0xffff) {
      throw new IllegalArgumentException("no such port: " + port);
    }
  }

  /** Returns the address of a socket's resolved end. */
  public static PeerAddress of(InetSocketAddress socketAddress) {
    return new PeerAddress(socketAddress.getAddress(), socketAddress.getPort());
  }

  /**
   * Returns the peers of a compact list, in its order; entries with port 0 are left out.
   *
   * @param compact whole entries of {@code entryBytes}; a rest that is no whole entry is ignored
   * @param entryBytes {@link #COMPACT_IPV4_BYTES} or {@link #COMPACT_IPV6_BYTES}
   */
  public static List<PeerAddress> listFromCompact(byte[] compact, int entryBytes) {
    List<PeerAddress> peers = new ArrayList<>(compact.length / entryBytes);
    ByteBuffer buffer = ByteBuffer.wrap(compact);
    while (buffer.remaining() >= entryBytes) {
      byte[] ip = new byte[entryBytes - 2];
      buffer.get(ip);
      int port = Short.toUnsignedInt(buffer.getShort());
      if (port != 0) {
        peers.add(new PeerAddress(address(ip), port));
      }
    }
    return peers;
  }

  private static InetAddress address(byte[] ip) {
    try {
      return InetAddress.getByAddress(ip);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + ip.length, e);
    }
  }

  /** Returns the compact form: 6 bytes for IPv4, 18 for IPv6. */
  public byte[] toCompact() {
    byte[] address = ip.getAddress();
    return ByteBuffer.allocate(address.length + 2).put(address).putShort((short) port).array();
  }

  /**
   * Returns whether it is on this machine or in its local network: loopback, link-local, private
   * (RFC 1918) and unique local (RFC 4193) addresses.
   */
  public boolean isNearby() {
    boolean isUniqueLocal = ip instanceof Inet6Address && (ip.getAddress()[0] & 0xfe) == 0xfc;
    return isUniqueLocal
        || ip.isLoopbackAddress()
        || ip.isLinkLocalAddress()
        || ip.isSiteLocalAddress();
  }

  /** Returns the address as the sockets want it. */
  public InetSocketAddress toSocketAddress() {
    return new InetSocketAddress(ip, port);
  }

  /** Returns {@code 1.2.3.4:6881} or {@code [2001:db8::1]:6881}. */
  @Override
  public String toString() {
    String host = ip.getHostAddress();
    return host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
  }
}
