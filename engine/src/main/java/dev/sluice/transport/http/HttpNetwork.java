package dev.sluice.transport.http;

import dev.sluice.actor.MonotonicClock;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;

/**
 * What the client needs of the machine.
 *
 * @param bind the local address that connections leave from, {@code --bind}; then only hosts of its
 *     family can be reached. Empty leaves it to the system
 * @param resolver looks hosts up
 * @param clock measures the deadline
 * @param tls what makes TLS sockets and decides whom to trust; host names are checked in any case.
 *     Asked when a host first wants TLS: reading the trusted authorities costs a tenth of a second
 */
public record HttpNetwork(
    Optional<InetAddress> bind,
    NameResolver resolver,
    MonotonicClock clock,
    Supplier<SSLSocketFactory> tls) {
  /** Returns the system's network with its resolver, clock and trusted authorities. */
  public static HttpNetwork system(Optional<InetAddress> bind) {
    return new HttpNetwork(
        bind,
        NameResolver.SYSTEM,
        MonotonicClock.SYSTEM,
        () -> (SSLSocketFactory) SSLSocketFactory.getDefault());
  }

  /** Returns whether a connection from {@link #bind} can reach {@code address}. */
  boolean canReach(InetAddress address) {
    return bind.isEmpty() || bind.get().getClass() == address.getClass();
  }
}
