package dev.sluice.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.FilePriority;
import dev.sluice.api.TorrentState;
import dev.sluice.testkit.TestTorrent;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is wanted changes while a torrent runs. */
class FilePrioritiesTest {
  private static final int KIB = 1024;
  private static final int FILE_BYTES = 1024 * KIB;
  private static final int FIRST = 0;
  private static final int SECOND = 1;

  private static TestTorrent twoFiles() {
    return TestTorrent.folder("two")
        .pieceBytes(32 * KIB)
        .tracker(SimulatedTracker.URL)
        .file("first", TestTorrent.randomBytes(1, FILE_BYTES))
        .file("second", TestTorrent.randomBytes(2, FILE_BYTES))
        .build();
  }

  @Test
  void aFileThatIsWantedLateIsFetchedAfterEverythingWasHere() {
    Swarm.of(180, twoFiles())
        .play(swarm -> {
          swarm.add(NodeSetup.seeder().up(200 * KIB));
          Node node = swarm.add(NodeSetup.leecher().wants(file -> file == FIRST));
          swarm.runUntilComplete(List.of(node), 60);

          node.torrent().prioritise(SECOND, FilePriority.NORMAL);
          swarm.run(1);

          assertThat(node.state()).isEqualTo(TorrentState.DOWNLOADING);
          swarm.runUntil("it is complete again", () -> node.state() == TorrentState.SEEDING, 60);
          assertThat(node.isBitExact(SECOND)).isTrue();
          assertThat(node.view().wantedBytes()).isEqualTo(2 * FILE_BYTES);
        });
  }

  @Test
  void aFileThatIsSkippedIsFetchedNoMore() {
    Swarm.of(181, twoFiles())
        .play(swarm -> {
          swarm.add(NodeSetup.seeder().up(200 * KIB));
          Node node = swarm.add(NodeSetup.leecher());
          swarm.run(2);

          node.torrent().prioritise(SECOND, FilePriority.SKIP);

          swarm.runUntil("it is complete", () -> node.state() == TorrentState.SEEDING, 60);
          assertThat(node.view().wantedBytes()).isEqualTo(FILE_BYTES);
          assertThat(node.view().downloadedBytes()).isLessThan(2 * FILE_BYTES);
        });
  }

  @Test
  void whatIsHereIsCompleteOnceTheRestIsSkipped() {
    Swarm.of(182, twoFiles())
        .play(swarm -> {
          Node seeder = swarm.add(NodeSetup.seeder());
          Node node = swarm.add(NodeSetup.leecher().wants(file -> file == FIRST));
          swarm.runUntilComplete(List.of(node), 60);
          seeder.torrent().stop();
          node.torrent().prioritise(SECOND, FilePriority.LOW);
          swarm.run(5);
          assertThat(node.state()).isEqualTo(TorrentState.DOWNLOADING);

          node.torrent().prioritise(SECOND, FilePriority.SKIP);

          swarm.runUntil("it is complete", () -> node.state() == TorrentState.SEEDING, 5);
        });
  }

  @Test
  void whatIsWantedMoreComesFirst() {
    Swarm.of(183, twoFiles())
        .play(swarm -> {
          swarm.add(NodeSetup.seeder().up(200 * KIB));
          Node node = swarm.add(NodeSetup.leecher());
          node.torrent().prioritise(SECOND, FilePriority.HIGH);

          swarm.runUntil("the second file is here", () -> node.isBitExact(SECOND), 60);

          assertThat(node.view().doneBytes()).isLessThan(FILE_BYTES * 3 / 2);
        });
  }

  @Test
  void aSkippedFileThatSomebodyStreamsIsFetched() {
    Swarm.of(184, twoFiles())
        .play(swarm -> {
          swarm.add(NodeSetup.seeder());
          Node node = swarm.add(NodeSetup.leecher().wants(file -> file == SECOND));
          swarm.runUntilComplete(List.of(node), 60);
          swarm.run(2); // the seeder parts with a peer that wants nothing more

          Player player = new Player(swarm, node, 100 * KIB);

          swarm.runUntil("it plays", player::hasStarted, 20);
          player.close();
        });
  }

  @Test
  void everyOrderOfWishesEndsWithWhatWasWishedLast() {
    Swarm.of(185, twoFiles())
        .play(swarm -> {
          swarm.add(NodeSetup.seeder().up(300 * KIB));
          Node node = swarm.add(NodeSetup.leecher());
          var wishes = FilePriority.values();
          IntStream.range(0, 40)
              .forEach(i ->
                  swarm.at(
                      i * 0.1,
                      () -> node.torrent().prioritise(i % 2, wishes[(i * 7 + i / 4) % 4])));
          swarm.at(4, () -> node.torrent().prioritise(FIRST, FilePriority.LOW));
          swarm.at(4, () -> node.torrent().prioritise(SECOND, FilePriority.NORMAL));
          swarm.run(4.1);

          swarm.runUntil(
              "all is here", () -> node.isBitExact(FIRST) && node.isBitExact(SECOND), 60);
          assertThat(node.view().doneBytes()).isEqualTo(2 * FILE_BYTES);
        });
  }
}
