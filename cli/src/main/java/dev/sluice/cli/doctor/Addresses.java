package dev.sluice.cli.doctor;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collection;
import java.util.List;

/**
 * Which ways this machine has to others. Addresses are not named: the page is shown to strangers.
 */
public final class Addresses {
  private static final String NONE = "none";

  private Addresses() {}

  /** Returns the addresses of all interfaces that are up; none if the system does not tell. */
  public static List<InetAddress> ofThisMachine() {
    try {
      return NetworkInterface.networkInterfaces()
          .filter(Addresses::isUp)
          .flatMap(NetworkInterface::inetAddresses)
          .toList();
    } catch (SocketException e) {
      return List.of();
    }
  }

  private static boolean isUp(NetworkInterface each) {
    try {
      return each.isUp();
    } catch (SocketException e) {
      return false; // it has just gone
    }
  }

  /** Adds what {@code addresses} are good for, one line for each family. */
  public static void addTo(Page page, Collection<InetAddress> addresses) {
    String four = best(addresses, Inet4Address.class);
    String six = best(addresses, Inet6Address.class);
    boolean isAlone = four.equals(NONE) && six.equals(NONE);
    String advice = isAlone ? "no network; connect this machine to one" : "";
    page.add(new Finding("network", "IPv4", four, advice));
    page.add(Finding.good("network", "IPv6", six));
  }

  private static String best(
      Collection<InetAddress> addresses, Class<? extends InetAddress> family) {
    List<InetAddress> far =
        addresses.stream()
            .filter(family::isInstance)
            .filter(each -> !each.isLoopbackAddress() && !each.isLinkLocalAddress())
            .toList();
    if (far.isEmpty()) {
      return NONE;
    }
    return far.stream().allMatch(Addresses::isPrivate) ? "private, behind a router" : "public";
  }

  /** Private networks: RFC 1918, and RFC 4193 for IPv6. */
  private static boolean isPrivate(InetAddress address) {
    return address.isSiteLocalAddress()
        || address instanceof Inet6Address && (address.getAddress()[0] & 0xfe) == 0xfc;
  }
}
