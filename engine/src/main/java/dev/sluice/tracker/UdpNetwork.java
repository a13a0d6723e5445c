package dev.sluice.tracker;

import dev.sluice.actor.MonotonicClock;
import dev.sluice.transport.http.NameResolver;
import java.net.InetAddress;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What the UDP tracker client needs of the machine.
 *
 * @param links the way out
 * @param resolver looks hosts up
 * @param clock measures waiting
 * @param random draws transaction ids; must be unpredictable, they are what stops forgers. Used by
 *     many threads
 */
record UdpNetwork(
    DatagramLink.Opener links,
    NameResolver resolver,
    MonotonicClock clock,
    RandomGenerator random) {
  /** Returns the system's network, seen from the local address {@code bind}. */
  static UdpNetwork system(Optional<InetAddress> bind, RandomGenerator random) {
    return new UdpNetwork(
        SocketDatagramLink.opener(bind), NameResolver.SYSTEM, MonotonicClock.SYSTEM, random);
  }
}
