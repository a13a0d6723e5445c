package dev.sluice.dht;

import dev.sluice.dht.item.Signatures;
import dev.sluice.dht.node.AddressFamily;
import dev.sluice.dht.node.AddressVote;
import dev.sluice.dht.node.NodeId;
import dev.sluice.dht.node.SecureIds;
import dev.sluice.dht.routing.RoutingTable;
import dev.sluice.dht.store.ItemStore;
import dev.sluice.dht.store.PeerStore;
import dev.sluice.model.Bep;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Random;

/**
 * Our place in the table of one family: who we are there, whom we know, what we keep.
 *
 * <p>BEP 32 would have one id for both families; BEP 42 derives it from the address, and has us use
 * two. Owned by the DHT actor.
 */
@Bep({32, 42})
final class Presence {
  private final AddressFamily family;
  private final Random random;
  private final Optional<Signatures> signatures;
  private final AddressVote vote = new AddressVote();
  private NodeId id;
  private RoutingTable nodes;
  private PeerStore peers;
  private ItemStore items;

  Presence(AddressFamily family, Random random, Optional<Signatures> signatures, long nowNanos) {
    this.family = family;
    this.random = random;
    this.signatures = signatures;
    this.id = NodeId.random(random);
    this.nodes = new RoutingTable(id, nowNanos);
    this.peers = new PeerStore(id, random, nowNanos);
    this.items = new ItemStore(id, signatures);
  }

  /**
   * Calls us something else. The nodes stay, at other distances; what we keep for others is
   * forgotten, for they will look for it elsewhere.
   */
  void rename(NodeId newId, long nowNanos) {
    id = newId;
    nodes = nodes.around(newId, nowNanos);
    peers = new PeerStore(newId, random, nowNanos);
    items = new ItemStore(newId, signatures);
  }

  /**
   * Notes that {@code voter} sees us at {@code seen}.
   *
   * @return whether that made us take another id
   */
  boolean seen(InetAddress voter, InetAddress seen, long nowNanos) {
    if (AddressFamily.of(seen) != family) {
      return false;
    }
    Optional<InetAddress> winner = vote.vote(voter, seen);
    if (winner.isEmpty() || SecureIds.isSecure(id, winner.get())) {
      return false;
    }
    rename(SecureIds.draw(winner.get(), random), nowNanos);
    return true;
  }

  AddressFamily family() {
    return family;
  }

  NodeId id() {
    return id;
  }

  RoutingTable nodes() {
    return nodes;
  }

  PeerStore peers() {
    return peers;
  }

  ItemStore items() {
    return items;
  }

  Optional<InetAddress> externalAddress() {
    return vote.winner();
  }

  /** Forgets what was kept for long enough. */
  void expire(long nowNanos) {
    peers.expire(nowNanos);
    items.expire(nowNanos);
  }

  DhtView.FamilyView view() {
    return new DhtView.FamilyView(
        id,
        nodes.usableCount(),
        vote.winner(),
        peers.torrentCount(),
        peers.peerCount(),
        items.size());
  }
}
