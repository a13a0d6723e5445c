package dev.sluice.transport.portmap;

import java.net.InetAddress;
import java.util.Optional;

/**
 * What a gateway has granted.
 *
 * @param wish what was asked for
 * @param externalPort where others reach it
 * @param externalAddress the gateway's address outside, if it tells
 * @param lifetimeSeconds how long; at least 1
 */
record Grant(
    Wish wish, int externalPort, Optional<InetAddress> externalAddress, long lifetimeSeconds) {
  Grant {
    if (lifetimeSeconds < 1) {
      throw new IllegalArgumentException("granted for no time: " + lifetimeSeconds);
    }
  }
}
