package dev.sluice.transport.portmap;

import java.net.InetAddress;
import java.util.Locale;

/**
 * Whether a router lets peers in.
 *
 * @param mapped whether it does
 * @param status one short sentence for people
 */
public record PortMapping(boolean mapped, String status) {
  /** Nothing is asked of any router. */
  public static final PortMapping OFF = new PortMapping(false, "off");

  /** No router has answered yet. */
  static final PortMapping SEEKING = new PortMapping(false, "looking for a gateway");

  /** Returns what a gateway granted, its first port standing for all. */
  static PortMapping by(PortMapperMessage.Lease lease) {
    Grant first = lease.grants().get(0);
    String address =
        first.externalAddress().map(InetAddress::getHostAddress).orElse("an unknown address");
    return new PortMapping(
        true,
        String.format(
            Locale.ROOT,
            "mapped by %s: %s port %d",
            lease.gateway().protocol(),
            address,
            first.externalPort()));
  }

  /** Returns that nobody granted, and why. */
  static PortMapping failed(String why) {
    return new PortMapping(false, why.isEmpty() ? "no gateway is known" : "not mapped: " + why);
  }
}
