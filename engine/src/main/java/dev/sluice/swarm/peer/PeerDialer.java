package dev.sluice.swarm.peer;

import dev.sluice.actor.Actors;
import dev.sluice.model.PeerAddress;
import dev.sluice.transport.Dialer;
import java.util.Optional;
import java.util.function.Consumer;

/** Opens connections to peers; the network as a torrent sees it. */
@FunctionalInterface
public interface PeerDialer {
  /**
   * Begins to connect and returns at once; {@link PeerEvent.Opened} or {@link PeerEvent.Closed}
   * follows.
   *
   * @return the means to give up, before {@code Opened} as well as after
   */
  Actors.Task dial(PeerAddress address, PeerTerms terms);

  /** Returns what knocks at addresses, as {@link Dialer#knocker} has it. */
  default Optional<Consumer<PeerAddress>> knocker() {
    return Optional.empty();
  }
}
