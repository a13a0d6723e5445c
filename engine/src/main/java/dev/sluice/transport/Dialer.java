package dev.sluice.transport;

import dev.sluice.model.Carrier;
import dev.sluice.model.PeerAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Opens connections: over TCP from this machine, or through something between. */
@FunctionalInterface
public interface Dialer {
  /**
   * Connects to a peer, waiting at most {@code timeout}.
   *
   * @throws IOException if nobody answers there; an interrupt also ends the wait so
   */
  Connection dial(PeerAddress address, Duration timeout) throws IOException;

  /**
   * Returns the means to reach, without {@code carrier}, who hung up on a connection over it; empty
   * if there are none.
   */
  default Optional<Dialer> without(Carrier carrier) {
    return Optional.empty();
  }

  /**
   * Returns what knocks at an address: says something there that means nothing and is not answered,
   * from where we take calls, so that a router of ours lets calls from there in. It never waits.
   * Empty if there is no such way.
   */
  default Optional<Consumer<PeerAddress>> knocker() {
    return Optional.empty();
  }
}
