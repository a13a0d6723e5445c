package dev.sluice.swarm;

import dev.sluice.model.Bep;
import dev.sluice.model.PeerAddress;
import dev.sluice.swarm.discovery.DistributedTable;
import dev.sluice.wire.PeerMessage;
import dev.sluice.wire.ReservedBits;

/**
 * What peers of one torrent tell each other about their nodes of the distributed hash table: the
 * way in for whoever knows nobody there. Owned by the torrent actor.
 */
@Bep({5, 32})
final class PortTalk {
  private final DistributedTable table;

  /** Speaks of our node in {@code table}, if there is one. */
  PortTalk(DistributedTable table) {
    this.table = table;
  }

  /** Returns what we support, with the bit that says whether we run a node. */
  ReservedBits reserved() {
    return table.port() == 0 ? ReservedBits.SUPPORTED : ReservedBits.SUPPORTED.withDht();
  }

  /** Tells a new peer of our node, if it runs one too. */
  void greet(Peer peer) {
    if (peer.dht && table.port() != 0) {
      peer.send(new PeerMessage.Port(table.port()));
    }
  }

  /** Hears of a peer's node, which is at the address that the peer has (BEP 32). */
  void receive(Peer peer, int port) {
    if (port != 0) {
      table.visit(new PeerAddress(peer.address.ip(), port));
    }
  }
}
