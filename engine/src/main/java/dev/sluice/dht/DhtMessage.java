package dev.sluice.dht;

import dev.sluice.model.PeerAddress;
import dev.sluice.transport.udp.Datagram;
import java.util.List;

/** What the DHT actor understands. */
sealed interface DhtMessage {
  /** Something came in. */
  record Received(Datagram datagram) implements DhtMessage {}

  /** Somebody wants something looked for. */
  record Look(Errand errand) implements DhtMessage {}

  /** A node may be at this address. */
  record Visit(PeerAddress address) implements DhtMessage {}

  /** The addresses of the bootstrap nodes were found. */
  record BootstrapFound(List<PeerAddress> addresses) implements DhtMessage {}

  /** The nodes of the last run were found. */
  record MemoryRead(SavedNodes saved) implements DhtMessage {}

  /** Our network was away, or has changed. */
  record Rejoin() implements DhtMessage {}

  /** Time has passed. */
  record Tick() implements DhtMessage {}
}
