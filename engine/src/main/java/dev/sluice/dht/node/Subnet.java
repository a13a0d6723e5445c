package dev.sluice.dht.node;

import dev.sluice.transport.http.AddressScope;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Addresses that one party is likely to hold together: 256 of IPv4, or a whole link of IPv6. Of one
 * such party no table, and no lookup, lets in more than a few.
 *
 * @param family which table
 * @param prefix the 24 or 64 bits that they share
 */
public record Subnet(AddressFamily family, long prefix) {
  /**
   * Returns the subnet of {@code ip}; empty for addresses of this machine and the local network,
   * which are nobody's by number.
   */
  public static Optional<Subnet> of(InetAddress ip) {
    if (AddressScope.of(ip) != AddressScope.PUBLIC) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(ip.getAddress());
    AddressFamily family = AddressFamily.of(ip);
    long prefix = family == AddressFamily.IPV4 ? bytes.getInt() >>> 8 : bytes.getLong();
    return Optional.of(new Subnet(family, prefix));
  }
}
