package dev.sluice.transport.lan;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Set;

/** The addresses by which this machine is part of a network; in tests simulated ones. */
@FunctionalInterface
public interface LocalAddresses {
  /**
   * Returns them, as they are now; empty if there is no network.
   *
   * @throws IOException if the system does not tell, which says nothing about the network
   */
  Set<InetAddress> find() throws IOException;
}
