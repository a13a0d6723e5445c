package dev.sluice.swarm.discovery;

import dev.sluice.model.PeerAddress;
import dev.sluice.transport.http.AddressScope;

/**
 * Which addresses one peer may tell another, or have told us.
 *
 * <p>Who is told addresses that others made up could be made to knock at doors of strangers, or of
 * its own network. So an address reaches as far as it makes sense: one of the local network is told
 * to neighbours and believed from neighbours, one of this machine only here. The ports below 1024
 * belong to services that are no peers.
 */
public final class Hearsay {
  /** The first port that does not belong to a service of the system. */
  private static final int FIRST_ORDINARY_PORT = 1024;

  private Hearsay() {}

  /**
   * Returns whether an address may pass between us and a peer.
   *
   * @param peer who tells it or is told
   * @param told the address that is spoken of
   */
  public static boolean mayPass(PeerAddress peer, PeerAddress told) {
    AddressScope scope = AddressScope.of(told.ip());
    return told.port() >= FIRST_ORDINARY_PORT
        && scope != AddressScope.NOBODY
        && scope.compareTo(AddressScope.of(peer.ip())) >= 0
        && !told.equals(peer);
  }
}
