package dev.sluice.daemon.stream;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import java.util.List;

/** The address by which others reach a server that listens on all of them. */
final class OpenAddress {
  /** The most useful first: what routers and people hand on, and lasts. */
  private static final Comparator<InetAddress> USEFUL =
      Comparator.<InetAddress, Boolean>comparing(address -> !(address instanceof Inet4Address))
          .thenComparing(InetAddress::isLinkLocalAddress);

  private OpenAddress() {}

  /**
   * Returns the address itself; or, if it stands for all, one of this machine that its neighbours
   * know; loopback if it has none.
   */
  static InetAddress of(InetAddress listening) {
    return listening.isAnyLocalAddress()
        ? among(ofThisMachine(), listening instanceof Inet4Address)
        : listening;
  }

  /**
   * Returns the most useful of some addresses; loopback if none is of use.
   *
   * @param onlyIpv4 whether nobody listens on others
   */
  static InetAddress among(List<InetAddress> addresses, boolean onlyIpv4) {
    return addresses.stream()
        .filter(address -> !address.isLoopbackAddress())
        .filter(address -> !onlyIpv4 || address instanceof Inet4Address)
        .min(USEFUL)
        .orElseGet(InetAddress::getLoopbackAddress);
  }

  private static List<InetAddress> ofThisMachine() {
    try {
      return NetworkInterface.networkInterfaces()
          .filter(OpenAddress::isUp)
          .flatMap(NetworkInterface::inetAddresses)
          .toList();
    } catch (SocketException _) {
      return List.of(); // as on a machine that has none
    }
  }

  private static boolean isUp(NetworkInterface network) {
    try {
      return network.isUp();
    } catch (SocketException _) {
      return false;
    }
  }
}
