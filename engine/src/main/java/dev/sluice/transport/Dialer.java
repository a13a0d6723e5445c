package dev.sluice.transport;

import dev.sluice.model.PeerAddress;
import java.io.IOException;
import java.time.Duration;

/** Opens connections: over TCP from this machine, or through something between. */
@FunctionalInterface
public interface Dialer {
  /**
   * Connects to a peer, waiting at most {@code timeout}.
   *
   * @throws IOException if nobody answers there; an interrupt also ends the wait so
   */
  Connection dial(PeerAddress address, Duration timeout) throws IOException;
}
