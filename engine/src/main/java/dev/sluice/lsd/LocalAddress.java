package dev.sluice.lsd;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An address of this machine, and the interface that it belongs to.
 *
 * @param ip the address
 * @param through its interface
 */
record LocalAddress(InetAddress ip, NetworkInterface through) {
  private static final Logger LOG = LoggerFactory.getLogger(LocalAddress.class);

  private static final byte[] LISTED_LOOPBACK = {127, 0, 0, 1};

  /**
   * Returns the addresses from which a group can be spoken to: one of each family for each
   * interface that is up and knows multicast. The loopback is no network, unless we are bound to
   * it.
   */
  static List<LocalAddress> all(Optional<InetAddress> bind) {
    List<LocalAddress> addresses = new ArrayList<>();
    try {
      if (bind.isPresent() && !bind.get().isAnyLocalAddress()) {
        interfaceOf(bind.get())
            .ifPresent(through -> addresses.add(new LocalAddress(bind.get(), through)));
        return addresses;
      }
      for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
        if (each.isUp() && each.supportsMulticast() && !each.isLoopback()) {
          addresses.addAll(of(each));
        }
      }
    } catch (SocketException e) {
      LOG.debug("the system does not tell its interfaces: {}", e.getMessage());
    }
    return addresses;
  }

  private static List<LocalAddress> of(NetworkInterface through) {
    List<LocalAddress> addresses = new ArrayList<>();
    Set<LsdGroup> groups = EnumSet.noneOf(LsdGroup.class);
    for (InetAddress ip : Collections.list(through.getInetAddresses())) {
      LocalAddress address = new LocalAddress(ip, through);
      if (groups.add(address.group())) {
        addresses.add(address);
      }
    }
    return addresses;
  }

  /** Every address of 127.0.0.0/8 is the loopback's, though the system lists one alone. */
  private static Optional<NetworkInterface> interfaceOf(InetAddress ip) throws SocketException {
    boolean isIpv4Loopback = ip.isLoopbackAddress() && ip instanceof Inet4Address;
    try {
      return Optional.ofNullable(
          NetworkInterface.getByInetAddress(
              isIpv4Loopback ? InetAddress.getByAddress(LISTED_LOOPBACK) : ip));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are always an address", e);
    }
  }

  /** Returns the group of the address's family. */
  LsdGroup group() {
    return ip instanceof Inet4Address ? LsdGroup.IPV4 : LsdGroup.IPV6;
  }

  @Override
  public String toString() {
    return ip.getHostAddress();
  }
}
