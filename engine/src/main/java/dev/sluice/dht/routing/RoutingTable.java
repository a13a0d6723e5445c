package dev.sluice.dht.routing;

import dev.sluice.dht.node.Node;
import dev.sluice.dht.node.NodeId;
import dev.sluice.dht.node.Subnet;
import dev.sluice.model.Bep;
import dev.sluice.model.PeerAddress;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The nodes of one family that we rely on: many that are near to our own id, few that are far.
 *
 * <pre>
 *   bucket   holds ids that share with ours
 *     0      no bit: half of the world
 *     1      one bit: a quarter
 *     2      two bits
 *     ...
 *     last   all that are nearer; it is split when it is full, up to 160 buckets
 * </pre>
 *
 * <p>A node gets in by answering us, never by asking or by being named: a sender can be forged, and
 * names are cheap. What stands against those who want to fill the table: one node for each address,
 * one of each subnet in a bucket, ids that their address is entitled to drive out those that are
 * not, and a node that changes its id is dropped. Who has been there for long stays: replaced is
 * who fails.
 *
 * <p>It holds at most 160 buckets of 16 nodes; among ten million nodes some 20 of them are full,
 * and take about 100 KiB.
 *
 * <p>Owned by the DHT actor.
 */
@Bep({5, 42})
public final class RoutingTable {
  /** How many nodes an answer names: BEP 5's K. */
  public static final int K = Bucket.SIZE;

  /** After so long without change a bucket is refreshed (BEP 5). */
  private static final long REFRESH_NANOS = TimeUnit.MINUTES.toNanos(15);

  /** Addresses that are remembered for having changed their id. A guess. */
  private static final int MAX_FICKLE = 500;

  private final NodeId own;
  private final List<Bucket> buckets = new ArrayList<>();

  /** The nodes in use, by their place; spares are not in here. */
  private final Map<PeerAddress, Entry> byAddress = new HashMap<>();

  /** Of addresses on the Internet only one node may be in use. */
  private final Set<InetAddress> hosts = new HashSet<>();

  /** Who has changed its id at will; it may come back under one that its address entitles it to. */
  private final Set<InetAddress> fickle =
      Collections.newSetFromMap(
          new LinkedHashMap<InetAddress, Boolean>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<InetAddress, Boolean> eldest) {
              return size() > MAX_FICKLE;
            }
          });

  /** Holds nothing. {@code own} is our id in this family. */
  public RoutingTable(NodeId own, long nowNanos) {
    this.own = own;
    buckets.add(new Bucket(nowNanos));
  }

  /** Returns a table of the same nodes, as seen from another id. */
  public RoutingTable around(NodeId otherOwn, long nowNanos) {
    RoutingTable table = new RoutingTable(otherOwn, nowNanos);
    byAddress.values().stream()
        .sorted(Comparator.comparing(entry -> !entry.isVerified()))
        .forEach(entry -> table.admit(entry, nowNanos));
    return table;
  }

  private Bucket bucketOf(NodeId id) {
    return buckets.get(bucketIndex(id));
  }

  private int bucketIndex(NodeId id) {
    return Math.min(own.sharedBits(id), buckets.size() - 1);
  }

  /** Notes that a node has answered us. */
  public void answered(Node node, long nowNanos) {
    Entry known = byAddress.get(node.address());
    if (known == null) {
      admit(Entry.answering(node, nowNanos), nowNanos);
    } else if (known.node.equals(node)) {
      known.answered(nowNanos);
      bucketOf(node.id()).changed(nowNanos);
    } else {
      rename(known, node, nowNanos);
    }
  }

  /** An honest node changes its id once: for one that its address entitles it to. */
  private void rename(Entry known, Node node, long nowNanos) {
    remove(known, nowNanos);
    if (Subnet.of(node.address().ip()).isPresent()) {
      fickle.add(node.address().ip());
      admit(Entry.answering(node, nowNanos), nowNanos);
    }
  }

  /**
   * Notes that a node is said to be there; it is let in where there is room, and asked before it is
   * used. For nodes that were saved, and such.
   */
  public void suggest(Node node, long nowNanos) {
    if (!byAddress.containsKey(node.address())) {
      admit(Entry.unverified(node, nowNanos), nowNanos);
    }
  }

  /**
   * Notes that a node has asked us something.
   *
   * @return whether it would be of use, should it answer us too
   */
  public boolean heard(Node node, long nowNanos) {
    Entry known = byAddress.get(node.address());
    if (known != null) {
      if (known.node.equals(node)) {
        known.heard(nowNanos);
      }
      return false;
    }
    return mayEnter(node) && hasUseFor(node);
  }

  private boolean hasUseFor(Node node) {
    Bucket bucket = bucketOf(node.id());
    return canSplit(bucket)
        || !bucket.isFull()
        || bucket.spares().size() < Bucket.SPARES
        || bucket.entries().stream().anyMatch(Entry::isBad);
  }

  private boolean mayEnter(Node node) {
    return !node.id().equals(own)
        && (node.isSecure() || !fickle.contains(node.address().ip()))
        && !hosts.contains(node.address().ip())
        && !bucketOf(node.id()).hasNeighbourOf(node)
        && bucketOf(node.id()).entries().stream()
            .noneMatch(entry -> entry.node.id().equals(node.id()));
  }

  private void admit(Entry entry, long nowNanos) {
    Node node = entry.node;
    if (!mayEnter(node)) {
      return;
    }
    Bucket bucket = bucketOf(node.id());
    while (bucket.isFull() && canSplit(bucket)) {
      split(nowNanos);
      bucket = bucketOf(node.id());
    }
    bucket.forgetSpare(node.address());
    if (!bucket.isFull()) {
      bucket.add(entry, nowNanos);
      index(entry);
    } else {
      replaceOrSpare(bucket, entry, nowNanos);
    }
  }

  private void replaceOrSpare(Bucket bucket, Entry entry, long nowNanos) {
    Optional<Entry> replaced =
        entry.isVerified() ? bucket.replaceWorse(entry, nowNanos) : Optional.empty();
    if (replaced.isPresent()) {
      unindex(replaced.get());
      index(entry);
    } else {
      bucket.spare(entry);
    }
  }

  private boolean canSplit(Bucket bucket) {
    return bucket == buckets.get(buckets.size() - 1) && buckets.size() < NodeId.BITS;
  }

  private void split(long nowNanos) {
    int index = buckets.size() - 1;
    Bucket last = buckets.get(index);
    Bucket nearer = new Bucket(nowNanos);
    buckets.add(nearer);
    move(last.entries(), nearer.entries(), index);
    move(last.spares(), nearer.spares(), index);
  }

  private void move(List<Entry> from, List<Entry> to, int index) {
    from.stream().filter(entry -> own.sharedBits(entry.node.id()) > index).forEach(to::add);
    from.removeAll(to);
  }

  private void index(Entry entry) {
    byAddress.put(entry.node.address(), entry);
    if (Subnet.of(entry.node.address().ip()).isPresent()) {
      hosts.add(entry.node.address().ip());
    }
  }

  private void unindex(Entry entry) {
    byAddress.remove(entry.node.address());
    hosts.remove(entry.node.address().ip());
  }

  private void remove(Entry entry, long nowNanos) {
    Bucket bucket = bucketOf(entry.node.id());
    bucket.entries().remove(entry);
    unindex(entry);
    promote(bucket, nowNanos);
  }

  private void promote(Bucket bucket, long nowNanos) {
    Optional<Entry> spare = bucket.takeSpare();
    while (spare.isPresent() && !mayEnter(spare.get().node)) {
      spare = bucket.takeSpare();
    }
    spare.ifPresent(entry -> {
      bucket.add(entry, nowNanos);
      index(entry);
    });
  }

  /** Notes that a node did not answer in time. */
  public void failed(Node node, long nowNanos) {
    Entry entry = byAddress.get(node.address());
    if (entry == null || !entry.node.equals(node)) {
      bucketOf(node.id()).forgetSpare(node.address());
      return;
    }
    entry.failed();
    boolean replaceable = entry.isBad() && !bucketOf(node.id()).spares().isEmpty();
    if (replaceable || entry.isForgotten()) {
      remove(entry, nowNanos);
    }
  }

  /**
   * Returns up to {@code count} nodes that have answered us and are not bad, nearest to {@code
   * target} first.
   */
  public List<Node> closest(NodeId target, int count) {
    return usable()
        .sorted(Comparator.comparing(Node::id, target.nearestFirst()))
        .limit(count)
        .collect(Collectors.toList());
  }

  private Stream<Node> usable() {
    return byAddress.values().stream()
        .filter(entry -> entry.isVerified() && !entry.isBad())
        .map(entry -> entry.node);
  }

  /** Returns how many nodes have answered us and are not bad. */
  public int usableCount() {
    return (int) usable().count();
  }

  /** Returns whether there is a node that has answered us and is not bad. */
  public boolean hasUsable() {
    return usable().findAny().isPresent();
  }

  /** Returns how many nodes are in use, verified or not. */
  public int size() {
    return byAddress.size();
  }

  /** Returns all nodes in use, those that have answered us first. */
  public List<Node> nodes() {
    return byAddress.values().stream()
        .sorted(Comparator.comparingInt(entry -> entry.isVerified() && !entry.isBad() ? 0 : 1))
        .map(entry -> entry.node)
        .collect(Collectors.toList());
  }

  /** Takes the node of which we have longest heard nothing, if that was too long ago. */
  public Optional<Node> nextToPing(long nowNanos) {
    Optional<Entry> due =
        byAddress.values().stream()
            .filter(entry -> entry.isDue(nowNanos))
            .max(Comparator.comparingLong(entry -> nowNanos - entry.heardNanos()));
    due.ifPresent(entry -> entry.asked(nowNanos));
    return due.map(entry -> entry.node);
  }

  /** Takes a key in a bucket that has not changed for long: look for it, and the bucket fills. */
  public Optional<NodeId> nextToRefresh(long nowNanos, Random random) {
    for (int i = 0; i < buckets.size(); i++) {
      Bucket bucket = buckets.get(i);
      if (nowNanos - bucket.changedNanos() >= REFRESH_NANOS) {
        bucket.changed(nowNanos);
        return Optional.of(keyIn(i, random));
      }
    }
    return Optional.empty();
  }

  private NodeId keyIn(int index, Random random) {
    NodeId key = own.randomSharing(index, random);
    boolean isLast = index == buckets.size() - 1;
    while (!isLast && own.sharedBits(key) != index) {
      key = own.randomSharing(index, random);
    }
    return key;
  }

  /** Returns how many buckets there are, 1 to 160. */
  public int bucketCount() {
    return buckets.size();
  }
}
