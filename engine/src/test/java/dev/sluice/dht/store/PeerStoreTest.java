package dev.sluice.dht.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dht.krpc.BloomFilter;
import dev.sluice.dht.krpc.PeerRole;
import dev.sluice.dht.krpc.Samples;
import dev.sluice.dht.krpc.Scrape;
import dev.sluice.dht.node.Ips;
import dev.sluice.dht.node.NodeId;
import dev.sluice.model.InfoHash;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PeerStoreTest {
  private final Random random = new Random(45);
  private final NodeId own = NodeId.random(random);
  private long now = random.nextLong();
  private final PeerStore store = new PeerStore(own, random, now);
  private final InfoHash torrent = near(20);

  private InfoHash near(int bits) {
    return own.randomSharing(bits, random).toInfoHash();
  }

  private void add(InfoHash infoHash, int number) {
    store.add(infoHash, Ips.number(number), PeerRole.PEER, now);
  }

  @Test
  void namesWhoAnnouncedHimself() {
    add(torrent, 1);
    add(torrent, 2);

    assertThat(store.peers(torrent, 10)).containsExactlyInAnyOrder(Ips.number(1), Ips.number(2));
    assertThat(store.peers(near(3), 10)).isEmpty();
  }

  @Test
  void namesNoMoreThanAskedForAndOthersEachTime() {
    for (int i = 0; i < 100; i++) {
      add(torrent, i);
    }

    assertThat(store.peers(torrent, 10)).hasSize(10).doesNotHaveDuplicates();
    assertThat(store.peers(torrent, 10)).isNotEqualTo(store.peers(torrent, 10));
  }

  @Test
  void forgetsWhoIsSilentForThreeQuartersOfAnHour() {
    add(torrent, 1);
    now += PeerStore.KEPT_NANOS / 2;
    add(torrent, 2);
    now += PeerStore.KEPT_NANOS / 2;

    store.expire(now);

    assertThat(store.peers(torrent, 10)).containsExactly(Ips.number(2));
    now += PeerStore.KEPT_NANOS;
    store.expire(now);
    assertThat(store.torrentCount()).isZero();
    assertThat(store.peerCount()).isZero();
  }

  @Test
  void renewsWhoAnnouncesHimselfAgain() {
    add(torrent, 1);
    now += PeerStore.KEPT_NANOS - 1;
    add(torrent, 1);
    now += PeerStore.KEPT_NANOS - 1;

    store.expire(now);

    assertThat(store.peers(torrent, 10)).containsExactly(Ips.number(1));
    assertThat(store.peerCount()).isEqualTo(1);
  }

  /** BEP 33: "{@code <Infohash,IP>} tuples in the database must be unique". */
  @Test
  void countsAnAddressOnceWhateverItsPort() {
    store.add(torrent, Ips.at("50.1.2.3", 1000), PeerRole.PEER, now);
    store.add(torrent, Ips.at("50.1.2.3", 2000), PeerRole.PEER, now);

    assertThat(store.peers(torrent, 10)).containsExactly(Ips.at("50.1.2.3", 2000));
  }

  @Test
  void keepsTheLastPeersOfACrowd() {
    for (int i = 0; i < StoredSwarm.MAX_PEERS + 50; i++) {
      add(torrent, i);
    }

    assertThat(store.peerCount()).isEqualTo(StoredSwarm.MAX_PEERS);
    assertThat(store.peers(torrent, 1000)).doesNotContain(Ips.number(49)).contains(Ips.number(50));
  }

  @Test
  void keepsTheTorrentsThatAreNearestToUs() {
    InfoHash far = near(0);
    add(far, 0);
    for (int i = 1; i <= PeerStore.MAX_TORRENTS; i++) {
      add(near(30), i);
    }

    assertThat(store.torrentCount()).isEqualTo(PeerStore.MAX_TORRENTS);
    assertThat(store.peers(far, 1)).isEmpty();
    add(near(0), 5_000);
    assertThat(store.refusedCount()).isEqualTo(1);
    assertThat(store.peerCount()).isEqualTo(PeerStore.MAX_TORRENTS);
  }

  @Test
  void isNotFilledByOneAddress() {
    for (int i = 0; i < 10 * PeerStore.MAX_PER_HOST; i++) {
      add(near(30), 1);
    }

    assertThat(store.torrentCount()).isEqualTo(PeerStore.MAX_PER_HOST);
    assertThat(store.refusedCount()).isEqualTo(9L * PeerStore.MAX_PER_HOST);
  }

  @Test
  void keepsNoMorePeersThanItsLimit() {
    int torrents = PeerStore.MAX_PEERS / StoredSwarm.MAX_PEERS + 5;
    int number = 0;
    for (int i = 0; i < torrents; i++) {
      InfoHash each = near(30);
      for (int j = 0; j < StoredSwarm.MAX_PEERS; j++) {
        add(each, number++);
      }
    }

    assertThat(store.peerCount()).isEqualTo(PeerStore.MAX_PEERS);
  }

  @Test
  void tellsSeedsFromOthers() {
    store.add(torrent, Ips.number(1), PeerRole.SEED, now);
    store.add(torrent, Ips.number(2), PeerRole.PEER, now);
    store.add(torrent, Ips.number(3), PeerRole.PEER, now);

    assertThat(store.unfinishedPeers(torrent, 10)).doesNotContain(Ips.number(1)).hasSize(2);
    Scrape scrape = store.scrape(torrent).orElseThrow();
    assertThat(Math.round(BloomFilter.of(scrape.seeds()).estimate())).isEqualTo(1);
    assertThat(Math.round(BloomFilter.of(scrape.peers()).estimate())).isEqualTo(2);
    assertThat(store.scrape(near(1))).isEmpty();
  }

  @Test
  void givesTheSameSampleForAWhile() {
    for (int i = 0; i < 100; i++) {
      add(near(30), i);
    }

    Samples first = store.samples(now);
    add(near(30), 500);

    assertThat(first.total()).isEqualTo(100);
    assertThat(first.torrents()).hasSize(Samples.MAX_TORRENTS).doesNotHaveDuplicates();
    assertThat(store.samples(now).torrents()).isEqualTo(first.torrents());
    now += first.intervalSeconds() * 1_000_000_000L;
    assertThat(store.samples(now).torrents()).isNotEqualTo(first.torrents());
  }
}
