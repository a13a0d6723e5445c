package dev.sluice.swarm.discovery;

/** What counts as one and the same host. */
public enum AddressRule {
  /** One connection for each IP address, and bans hold for every port: for the open network. */
  ONE_PER_IP,
  /** Ports are told apart: for peers behind one address, as on the loopback. */
  ONE_PER_PORT,
  /**
   * Ports are told apart, but bans hold for every port: who calls us does so from another port each
   * time. On the loopback they hold for one port, as many peers have that address.
   */
  BANS_PER_IP
}
