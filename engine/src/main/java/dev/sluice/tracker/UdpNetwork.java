package dev.sluice.tracker;

import dev.sluice.actor.MonotonicClock;
import dev.sluice.transport.http.IpLiteral;
import dev.sluice.transport.http.NameResolver;
import dev.sluice.transport.http.Origin;
import dev.sluice.transport.proxy.ProxyServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * What the UDP tracker client needs of the machine.
 *
 * @param links the way out
 * @param resolver looks hosts up; empty if that is left to the proxy at the end of the links
 * @param clock measures waiting
 * @param random draws transaction ids; must be unpredictable, they are what stops forgers. Used by
 *     many threads
 */
record UdpNetwork(
    DatagramLink.Opener links,
    Optional<NameResolver> resolver,
    MonotonicClock clock,
    Random random) {
  /** Returns the system's network, seen from the local address {@code bind}. */
  static UdpNetwork system(Optional<InetAddress> bind, Random random) {
    return new UdpNetwork(
        SocketDatagramLink.opener(bind),
        Optional.of(NameResolver.SYSTEM),
        MonotonicClock.SYSTEM,
        random);
  }

  /** Returns the network as it is seen through {@code proxy}. */
  static UdpNetwork through(ProxyServer proxy, Optional<InetAddress> bind, Random random) {
    return new UdpNetwork(
        ProxiedDatagramLink.opener(bind, proxy), Optional.empty(), MonotonicClock.SYSTEM, random);
  }

  /** Returns where a tracker is, at least one address; an unresolved one for the proxy to find. */
  List<InetSocketAddress> addresses(Origin origin)
      throws UnknownHostException, InterruptedException {
    Optional<InetAddress> literal = IpLiteral.parse(origin.host());
    if (literal.isPresent()) {
      return List.of(new InetSocketAddress(literal.get(), origin.port()));
    }
    if (resolver.isEmpty()) {
      return List.of(InetSocketAddress.createUnresolved(origin.host(), origin.port()));
    }
    return resolver.get().resolve(origin.host()).stream()
        .map(address -> new InetSocketAddress(address, origin.port()))
        .collect(Collectors.toList());
  }
}
