package dev.sluice.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.sluice.actor.MonotonicClock;
import dev.sluice.actor.ThreadedActors;
import dev.sluice.api.AddTorrent;
import dev.sluice.api.PeerSource;
import dev.sluice.api.RateLimits;
import dev.sluice.api.TorrentState;
import dev.sluice.bencode.BInteger;
import dev.sluice.lsd.LocalDiscovery;
import dev.sluice.lsd.MulticastSockets;
import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerAddress;
import dev.sluice.testkit.TestTorrent;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions on this machine's loopback that know nobody. */
class LocalDiscoveryIT {
  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;

  @TempDir Path folder;

  /** Not every system lets multicast pass over the loopback. */
  @BeforeEach
  void needsMulticast() {
    assumeThat(isPossible()).as("multicast over the loopback").isTrue();
  }

  private static boolean isPossible() {
    InfoHash torrent = InfoHash.parseHex("%040x".formatted(System.nanoTime()));
    List<PeerAddress> found = new CopyOnWriteArrayList<>();
    try (ThreadedActors actors = actors();
        LocalDiscovery one = discovery(actors, 7001);
        LocalDiscovery other = discovery(actors, 7002)) {
      one.watch(torrent, found::add);
      other.watch(torrent, address -> {});
      for (int i = 0; i < 100 && found.isEmpty(); i++) {
        LockSupport.parkNanos(50_000_000);
      }
    }
    return !found.isEmpty();
  }

  private static ThreadedActors actors() {
    return ThreadedActors.pooled(MonotonicClock.SYSTEM);
  }

  private static LocalDiscovery discovery(ThreadedActors actors, int port) {
    Optional<InetAddress> loopback = Optional.of(SessionDesk.loopback());
    return LocalDiscovery.start(
        actors, MulticastSockets.open(actors, loopback), port, new Random(port));
  }

  private SessionDesk start(String name) {
    return SessionDesk.in(
        folder.resolve(name),
        settings ->
            SessionSettings.in(settings.stateDirectory())
                .withBindAddress(SessionDesk.loopback())
                .withPort(0));
  }

  @Test
  void twoFindEachOtherAndTheTorrentIsComplete() throws IOException {
    TestTorrent torrent = TestTorrent.random(14, 2 * MIB, 64 * KIB);
    try (SessionDesk seeder = start("seeder");
        SessionDesk leecher = start("leecher")) {
      InfoHash added = seeder.seed(torrent);

      leecher.limit(500 * KIB, RateLimits.UNLIMITED);
      leecher.fetch(torrent);
      SessionDesk.await("the leecher is found", () -> !seeder.view(added).peers().isEmpty());
      SessionDesk.await("the seeder is found", () -> !leecher.view(added).peers().isEmpty());

      assertThat(leecher.view(added).peersBySource().keySet())
          .isSubsetOf(PeerSource.LSD, PeerSource.INCOMING);
      leecher.awaitCompleted();
      leecher.assertHolds(torrent);
    }
  }

  @Test
  void aPrivateTorrentIsNotSpokenOf() {
    byte[] content = TestTorrent.randomBytes(15, MIB);
    TestTorrent secret =
        TestTorrent.folder("secret")
            .info("private", new BInteger(1))
            .file("content", content)
            .build();
    TestTorrent open = TestTorrent.folder("open").file("content", content).build();
    try (SessionDesk seeder = start("seeder");
        SessionDesk leecher = start("leecher")) {
      InfoHash hidden = seeder.seed(secret);
      seeder.session.add(AddTorrent.of(open.metainfo(), seeder.downloads).withoutTrackers());
      InfoHash sought = leecher.fetch(secret);
      InfoHash found = leecher.fetch(open);

      SessionDesk.await("the open one is found", () -> leecher.view(found).knownPeers() > 0);

      assertThat(leecher.view(sought).knownPeers()).isZero();
      assertThat(leecher.view(sought).state()).isEqualTo(TorrentState.DOWNLOADING);
      assertThat(seeder.view(hidden).peers()).isEmpty();
    }
  }
}
