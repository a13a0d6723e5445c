package dev.sluice.transport.http;

import dev.sluice.actor.MonotonicClock;
import dev.sluice.transport.proxy.ProxyServer;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSocketFactory;

/**
 * What the client needs of the machine.
 *
 * @param bind the local address that connections leave from, {@code --bind}; then only hosts of its
 *     family can be reached. Empty leaves it to the system
 * @param proxy what everything goes through, names to be looked up included; empty is the direct
 *     way
 * @param resolver looks hosts up, unless there is a proxy
 * @param clock measures the deadline
 * @param tls what makes TLS sockets and decides whom to trust; host names are checked in any case.
 *     Asked when a host first wants TLS: reading the trusted authorities costs a tenth of a second
 */
public record HttpNetwork(
    Optional<InetAddress> bind,
    Optional<ProxyServer> proxy,
    NameResolver resolver,
    MonotonicClock clock,
    Supplier<SSLSocketFactory> tls) {
  /** Returns the system's network with its resolver, clock and trusted authorities. */
  public static HttpNetwork system(Optional<InetAddress> bind) {
    return system(bind, Optional.empty());
  }

  /** Returns the system's network as it is seen through {@code proxy}, if there is one. */
  public static HttpNetwork system(Optional<InetAddress> bind, Optional<ProxyServer> proxy) {
    return new HttpNetwork(
        bind,
        proxy,
        NameResolver.SYSTEM,
        MonotonicClock.SYSTEM,
        () -> (SSLSocketFactory) SSLSocketFactory.getDefault());
  }

  /**
   * Returns the addresses of a host, at least one; an empty one if it is the proxy's to look the
   * name up.
   */
  List<Optional<InetAddress>> addresses(String host) throws IOException, InterruptedException {
    Optional<InetAddress> literal = IpLiteral.parse(host);
    if (proxy.isPresent()) {
      return List.of(literal);
    }
    return resolver.resolve(host).stream().map(Optional::of).collect(Collectors.toList());
  }

  /** Returns whether a connection from {@link #bind} can reach {@code address}. */
  boolean canReach(InetAddress address) {
    return proxy.isPresent() || bind.isEmpty() || bind.get().getClass() == address.getClass();
  }
}
