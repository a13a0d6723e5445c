package dev.sluice.swarm;

import dev.sluice.transport.lan.NetworkState;
import java.util.function.Supplier;

/**
 * Notices that what is open may have been cut, each time once.
 *
 * <p>Owned by the torrent actor.
 */
final class Upheavals {
  private final Supplier<NetworkState> network;
  private long known;

  /** Knows of those so far. */
  Upheavals(Supplier<NetworkState> network) {
    this.network = network;
    this.known = network.get().upheavals();
  }

  /** Returns whether there was another one since the last time it was asked. */
  boolean wasAnother() {
    long before = known;
    known = network.get().upheavals();
    return known != before;
  }
}
