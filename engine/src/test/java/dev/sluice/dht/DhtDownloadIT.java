package dev.sluice.dht;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.AddMagnet;
import dev.sluice.api.AddTorrent;
import dev.sluice.dht.routing.RoutingTable;
import dev.sluice.metainfo.Endpoint;
import dev.sluice.metainfo.MagnetLink;
import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerAddress;
import dev.sluice.session.Session;
import dev.sluice.session.SessionSettings;
import dev.sluice.testkit.TestTorrent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Torrents without a tracker, among thirty DHT nodes on loopback: twenty of ours, ten of
 * libtorrent's. Whoever has the files is found in the table and nowhere else.
 */
class DhtDownloadIT {
  private static final int THEIRS = 10;
  private static final int OURS = 20;

  @TempDir Path work;
  private final List<PeerAddress> theirAddresses = new ArrayList<>();
  private final List<RealNode> ours = new ArrayList<>();
  private final TestTorrent torrent =
      TestTorrent.random(ThreadLocalRandom.current().nextLong(), 3_000_000, 32 * 1024);
  private LibtorrentDht theirs;

  @BeforeEach
  void join() throws IOException {
    for (int i = 0; i < THEIRS; i++) {
      theirAddresses.add(RealNode.freeAddress());
    }
    theirs = LibtorrentDht.start(theirAddresses);
    for (int i = 0; i < OURS; i++) {
      PeerAddress known =
          i == 0
              ? theirAddresses.get(0)
              : ours.get(ThreadLocalRandom.current().nextInt(i)).address();
      ours.add(RealNode.knowing(known));
    }
    Patience.until(
        "everybody of ours knows a bucketful",
        () -> ours.stream().allMatch(node -> node.dht().view().nodeCount() >= RoutingTable.K));
  }

  @AfterEach
  void leave() throws IOException {
    for (RealNode node : ours) {
      node.close();
    }
    theirs.close();
  }

  private Session session(String name) throws IOException {
    PeerAddress address = RealNode.freeAddress();
    PeerAddress wayIn = ours.get(OURS / 2).address();
    return Session.start(
        SessionSettings.in(work.resolve(name))
            .withBindAddress(address.ip())
            .withPort(address.port())
            .withDht(List.of(new Endpoint(wayIn.ip().getHostAddress(), wayIn.port()))));
  }

  private void libtorrentSeeds(int node) throws IOException {
    Path folder = Files.createDirectories(work.resolve("theirs"));
    Files.write(folder.resolve(torrent.info().name()), torrent.content());
    libtorrentAdds(node, folder);
    Patience.until("libtorrent seeds", () -> theirs.said("seeding " + node));
  }

  private void libtorrentAdds(int node, Path folder) throws IOException {
    Path file = Files.write(work.resolve("x.torrent"), torrent.metainfoBytes());
    theirs.send("add %d %s %s".formatted(node, file, folder));
  }

  @Test
  void aTorrentComesFromASeederThatTheTableAloneKnows() throws IOException {
    libtorrentSeeds(7);

    try (Session session = session("us")) {
      long begin = System.nanoTime();
      InfoHash added = session.add(AddTorrent.of(torrent.metainfo(), work.resolve("us")));

      awaitCompletion(session, added);
      report("torrent", begin);
      assertWeHaveIt();
    }
  }

  @Test
  void aMagnetLinkOfNothingButAnInfoHashIsEnough() throws IOException {
    libtorrentSeeds(4);

    try (Session session = session("us")) {
      long begin = System.nanoTime();
      MagnetLink link = MagnetLink.of(torrent.metainfo().infoHash());
      InfoHash added = session.add(AddMagnet.of(link, work.resolve("us")));

      awaitCompletion(session, added);
      report("magnet", begin);
      assertWeHaveIt();
    }
  }

  @Test
  void libtorrentGetsATorrentFromUsByTheTableAlone() throws IOException {
    Path folder = Files.createDirectories(work.resolve("us"));
    Files.write(folder.resolve(torrent.info().name()), torrent.content());

    try (Session session = session("us")) {
      InfoHash added = session.add(AddTorrent.of(torrent.metainfo(), folder));
      awaitCompletion(session, added);
      Patience.until("we are announced", this::isAnnounced);

      Path theirFolder = Files.createDirectories(work.resolve("theirs"));
      libtorrentAdds(3, theirFolder);

      Patience.until("libtorrent has it all", () -> theirs.said("seeding 3"));
      assertThat(theirFolder.resolve(torrent.info().name())).hasBinaryContent(torrent.content());
    }
  }

  private boolean isAnnounced() {
    return ours.stream()
        .anyMatch(node ->
            node.dht().view().families().values().stream()
                .anyMatch(family -> family.peerCount() > 0));
  }

  private static void awaitCompletion(Session session, InfoHash torrent) {
    Patience.until(
        "the torrent is complete", () -> session.torrent(torrent).orElseThrow().isComplete());
  }

  private static void report(String what, long beginNanos) {
    System.out.printf(
        "%s complete by the DHT alone after %d ms%n",
        what, (System.nanoTime() - beginNanos) / 1_000_000);
  }

  private void assertWeHaveIt() {
    assertThat(work.resolve("us").resolve(torrent.info().name()))
        .hasBinaryContent(torrent.content());
  }
}
