package dev.sluice.transport.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * How far an address reaches, from nearest to farthest. A stranger's URL must not come too near.
 */
public enum AddressScope {
  /** This machine, or its very link: loopback, the wildcard, link-local (cloud metadata too). */
  HOST,
  /** The local network: private, unique local and carrier-shared addresses. */
  LAN,
  /** The Internet. */
  PUBLIC,
  /** No single machine: multicast, broadcast, reserved. */
  NOBODY;

  private static final byte[] NAT64_PREFIX = {0, 0x64, (byte) 0xff, (byte) 0x9b};

  /** Returns the scope of {@code address}; one that embeds an IPv4 address has that one's. */
  public static AddressScope of(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (address.isMulticastAddress()) {
      return NOBODY;
    }
    if (address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()) {
      return HOST;
    }
    return bytes.length == 4 ? ofIpv4(address, bytes) : ofIpv6(address, bytes);
  }

  private static AddressScope ofIpv4(InetAddress address, byte[] bytes) {
    int first = bytes[0] & 0xff;
    if (first == 0) {
      return HOST;
    }
    if (first >= 240) {
      return NOBODY;
    }
    boolean carrierShared = first == 100 && (bytes[1] & 0xc0) == 64;
    return carrierShared || address.isSiteLocalAddress() ? LAN : PUBLIC;
  }

  private static AddressScope ofIpv6(InetAddress address, byte[] bytes) {
    if (Arrays.equals(bytes, 0, 4, NAT64_PREFIX, 0, 4) || isZero(bytes, 12)) {
      return ofEmbedded(bytes, 12);
    }
    if (bytes[0] == 0x20 && bytes[1] == 0x02) {
      return ofEmbedded(bytes, 2);
    }
    boolean uniqueLocal = (bytes[0] & 0xfe) == 0xfc;
    return uniqueLocal || address.isSiteLocalAddress() ? LAN : PUBLIC;
  }

  private static AddressScope ofEmbedded(byte[] bytes, int offset) {
    try {
      return of(InetAddress.getByAddress(Arrays.copyOfRange(bytes, offset, offset + 4)));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are always an address", e);
    }
  }

  private static boolean isZero(byte[] bytes, int count) {
    for (int i = 0; i < count; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }
}
