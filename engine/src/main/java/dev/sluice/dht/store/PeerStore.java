package dev.sluice.dht.store;

import dev.sluice.dht.krpc.PeerRole;
import dev.sluice.dht.krpc.Samples;
import dev.sluice.dht.krpc.Scrape;
import dev.sluice.dht.node.NodeId;
import dev.sluice.dht.node.Subnet;
import dev.sluice.model.Bep;
import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerAddress;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The peers that announced themselves to us, in one family, until they have been silent for {@link
 * #KEPT_NANOS}.
 *
 * <p>It holds at most {@link #MAX_TORRENTS} torrents and {@link #MAX_PEERS} peers, about 4 MB. When
 * there are too many torrents, the one farthest from our own id goes: others look for it elsewhere.
 * One address may be in {@link #MAX_PER_HOST} torrents, so that nobody fills the store alone.
 *
 * <p>Owned by the DHT actor.
 */
@Bep({5, 33, 51})
public final class PeerStore {
  /** Torrents. libtorrent keeps as many. */
  public static final int MAX_TORRENTS = 2_000;

  /** Peers of all torrents together. */
  public static final int MAX_PEERS = 20_000;

  /** Torrents of one address; of a busy seeder's many only a few are near our id. */
  static final int MAX_PER_HOST = 100;

  /** Clients announce every 15 to 30 minutes; one lost announce is forgiven. */
  static final long KEPT_NANOS = TimeUnit.MINUTES.toNanos(45);

  /** How long a sample of torrents stays the same; asking again sooner brings nothing (BEP 51). */
  private static final long SAMPLE_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final NodeId own;
  private final Random random;
  private final Map<InfoHash, StoredSwarm> swarms = new HashMap<>();
  private final Map<InetAddress, Integer> torrentsOfHost = new HashMap<>();
  private int peerCount;
  private long refusedCount;
  private List<InfoHash> sample = List.of();
  private long sampledNanos;

  /** Keeps nothing yet. {@code own} is our id. */
  public PeerStore(NodeId own, Random random, long nowNanos) {
    this.own = own;
    this.random = random;
    this.sampledNanos = nowNanos - SAMPLE_NANOS;
  }

  /** Keeps a peer that has proved its address; one too many is refused, and counted. */
  public void add(InfoHash torrent, PeerAddress peer, PeerRole role, long nowNanos) {
    @Nullable StoredSwarm swarm = swarms.get(torrent);
    if (swarm != null && swarm.has(peer)) {
      swarm.add(peer, role, nowNanos);
      return;
    }
    if (isGreedy(peer.ip()) || (swarm == null && !makeRoom(torrent))) {
      refusedCount++;
      return;
    }
    if (swarm == null) {
      swarm = new StoredSwarm();
      swarms.put(torrent, swarm);
    }
    swarm.add(peer, role, nowNanos).ifPresent(gone -> uncount(gone.ip()));
    count(peer.ip());
    while (peerCount > MAX_PEERS) {
      largest().removeOldest().ifPresent(gone -> uncount(gone.ip()));
    }
  }

  private boolean isGreedy(InetAddress ip) {
    return Subnet.of(ip).isPresent() && torrentsOfHost.getOrDefault(ip, 0) >= MAX_PER_HOST;
  }

  private void count(InetAddress ip) {
    peerCount++;
    torrentsOfHost.merge(ip, 1, Integer::sum);
  }

  private void uncount(InetAddress ip) {
    peerCount--;
    torrentsOfHost.computeIfPresent(ip, (host, count) -> count > 1 ? count - 1 : null);
  }

  private StoredSwarm largest() {
    return swarms.values().stream().max(Comparator.comparingInt(StoredSwarm::size)).orElseThrow();
  }

  private boolean makeRoom(InfoHash torrent) {
    if (swarms.size() < MAX_TORRENTS) {
      return true;
    }
    Comparator<InfoHash> nearestFirst = Comparator.comparing(NodeId::of, own.nearestFirst());
    InfoHash farthest = swarms.keySet().stream().max(nearestFirst).orElseThrow();
    if (nearestFirst.compare(torrent, farthest) > 0) {
      return false;
    }
    StoredSwarm gone = swarms.remove(farthest);
    if (gone != null) {
      gone.hosts().forEach(this::uncount);
    }
    return true;
  }

  /** Forgets who has been silent for too long. To be called every minute or so. */
  public void expire(long nowNanos) {
    Iterator<StoredSwarm> each = swarms.values().iterator();
    while (each.hasNext()) {
      StoredSwarm swarm = each.next();
      swarm.expire(nowNanos - KEPT_NANOS).forEach(this::uncount);
      if (swarm.size() == 0) {
        each.remove();
      }
    }
  }

  /** Returns up to {@code count} peers of the torrent, drawn at random; none if it is unknown. */
  public List<PeerAddress> peers(InfoHash torrent, int count) {
    return sampleOf(torrent, count, true);
  }

  /** Returns up to {@code count} peers of the torrent that still want something. */
  public List<PeerAddress> unfinishedPeers(InfoHash torrent, int count) {
    return sampleOf(torrent, count, false);
  }

  private List<PeerAddress> sampleOf(InfoHash torrent, int count, boolean withSeeds) {
    @Nullable StoredSwarm swarm = swarms.get(torrent);
    return swarm == null ? List.of() : swarm.sample(count, withSeeds, random);
  }

  /** Returns how many peers of the torrent are kept, if there is one. */
  public Optional<Scrape> scrape(InfoHash torrent) {
    return Optional.ofNullable(swarms.get(torrent)).map(StoredSwarm::scrape);
  }

  /** Returns some of the torrents; the same ones for ten minutes. */
  public Samples samples(long nowNanos) {
    if (nowNanos - sampledNanos >= SAMPLE_NANOS) {
      sampledNanos = nowNanos;
      sample = draw(Samples.MAX_TORRENTS);
    }
    return new Samples(TimeUnit.NANOSECONDS.toSeconds(SAMPLE_NANOS), swarms.size(), sample);
  }

  private List<InfoHash> draw(int count) {
    List<InfoHash> drawn = new ArrayList<>(count);
    int seen = 0;
    for (InfoHash torrent : swarms.keySet()) {
      seen++;
      if (drawn.size() < count) {
        drawn.add(torrent);
      } else {
        int at = random.nextInt(seen);
        if (at < count) {
          drawn.set(at, torrent);
        }
      }
    }
    return drawn;
  }

  /** Returns how many torrents have peers here. */
  public int torrentCount() {
    return swarms.size();
  }

  /** Returns how many peers are kept, of all torrents. */
  public int peerCount() {
    return peerCount;
  }

  /** Returns how many announces were refused because something was full. */
  public long refusedCount() {
    return refusedCount;
  }
}
