package dev.sluice.dht.store;

import dev.sluice.dht.krpc.BloomFilter;
import dev.sluice.dht.krpc.PeerRole;
import dev.sluice.dht.krpc.Scrape;
import dev.sluice.dht.node.Subnet;
import dev.sluice.model.Bep;
import dev.sluice.model.PeerAddress;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * The peers of one torrent that have announced themselves here, the last of them last.
 *
 * <p>An address on the Internet counts once, whatever its port (BEP 33); one of this machine or the
 * local network once for each port. Owned by its store.
 */
@Bep({5, 33})
final class StoredSwarm {
  /** More than answers can name, and enough for the filters of a scrape. */
  static final int MAX_PEERS = 500;

  private record Announced(PeerAddress address, PeerRole role, long atNanos) {}

  private final Map<Object, Announced> byHost = new LinkedHashMap<>();

  /** Adds the peer, or renews it; returns the one that had to make room. */
  Optional<PeerAddress> add(PeerAddress address, PeerRole role, long nowNanos) {
    Object host = host(address);
    byHost.remove(host);
    Optional<PeerAddress> removed = byHost.size() >= MAX_PEERS ? removeOldest() : Optional.empty();
    byHost.put(host, new Announced(address, role, nowNanos));
    return removed;
  }

  boolean has(PeerAddress address) {
    return byHost.containsKey(host(address));
  }

  private static Object host(PeerAddress address) {
    return Subnet.of(address.ip()).isPresent() ? address.ip() : address;
  }

  Optional<PeerAddress> removeOldest() {
    Iterator<Announced> oldest = byHost.values().iterator();
    if (!oldest.hasNext()) {
      return Optional.empty();
    }
    PeerAddress address = oldest.next().address();
    oldest.remove();
    return Optional.of(address);
  }

  /** Removes who has not announced itself since, and returns their hosts. */
  List<InetAddress> expire(long sinceNanos) {
    List<InetAddress> gone = new ArrayList<>();
    Iterator<Announced> oldest = byHost.values().iterator();
    while (oldest.hasNext()) {
      Announced peer = oldest.next();
      if (peer.atNanos() - sinceNanos > 0) {
        break;
      }
      gone.add(peer.address().ip());
      oldest.remove();
    }
    return gone;
  }

  int size() {
    return byHost.size();
  }

  List<InetAddress> hosts() {
    return byHost.values().stream().map(peer -> peer.address().ip()).collect(Collectors.toList());
  }

  /** Returns up to {@code count} of them, drawn at random. */
  List<PeerAddress> sample(int count, boolean withSeeds, Random random) {
    List<PeerAddress> all = new ArrayList<>();
    for (Announced peer : byHost.values()) {
      if (withSeeds || peer.role() == PeerRole.PEER) {
        all.add(peer.address());
      }
    }
    if (all.size() > count) {
      Collections.shuffle(all, new Random(random.nextLong()));
    }
    return all.subList(0, Math.min(count, all.size()));
  }

  Scrape scrape() {
    BloomFilter seeds = new BloomFilter();
    BloomFilter peers = new BloomFilter();
    for (Announced peer : byHost.values()) {
      (peer.role() == PeerRole.SEED ? seeds : peers).add(peer.address().ip());
    }
    return new Scrape(seeds.toBytes(), peers.toBytes());
  }
}
