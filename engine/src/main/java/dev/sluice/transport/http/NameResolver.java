package dev.sluice.transport.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Looks host names up. A port of its own because the system's look-up blocks the carrier of a
 * virtual thread and cannot be interrupted: a session may want to run it elsewhere.
 */
@FunctionalInterface
public interface NameResolver {
  /** The operating system's. */
  NameResolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));

  /**
   * Returns the addresses of {@code host}, best first, at least one.
   *
   * @param host a name or an address literal
   * @throws UnknownHostException if there is none
   * @throws InterruptedException if the thread is told to stop
   */
  List<InetAddress> resolve(String host) throws UnknownHostException, InterruptedException;
}
