package dev.sluice.transport;

import dev.sluice.model.Carrier;
import dev.sluice.model.PeerAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

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
}
