package dev.sluice.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.TorrentState;
import dev.sluice.testkit.TestTorrent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Torrents, and disks, that are not as usual. */
class OddTorrentsTest {
  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;

  @Test
  void anEmptyTorrentIsCompleteAtOnce() {
    TestTorrent empty =
        TestTorrent.folder("empty").tracker(SimulatedTracker.URL).file("none", new byte[0]).build();
    Swarm.of(40, empty)
        .play(swarm -> {
          swarm.add(NodeSetup.seeder());
          Node leecher = swarm.add(NodeSetup.leecher());

          swarm.runUntilComplete(List.of(leecher), 5);
          swarm.run(60);
        });
  }

  @Test
  void anEmptyFileIsMadeThoughNothingElseIsMissing() {
    TestTorrent album =
        TestTorrent.folder("album")
            .tracker(SimulatedTracker.URL)
            .file("full", TestTorrent.randomBytes(1, 100 * KIB))
            .file("empty", new byte[0])
            .build();
    Swarm.of(46, album)
        .play(swarm -> {
          Node seeder = swarm.add(NodeSetup.seeder().lacking(1));

          swarm.runUntilComplete(List.of(seeder), 5);
        });
  }

  @Test
  void aTorrentOfOneByteIsFetched() {
    Swarm.of(41, 1, 16 * KIB)
        .play(swarm -> {
          swarm.add(NodeSetup.seeder());
          List<Node> leechers = swarm.add(3, i -> NodeSetup.leecher());

          swarm.runUntilComplete(leechers, 30);
        });
  }

  @Test
  void onlySelectedFilesAreFetched() {
    TestTorrent album =
        TestTorrent.folder("album")
            .pieceBytes(32 * KIB)
            .tracker(SimulatedTracker.URL)
            .file("a", TestTorrent.randomBytes(1, 300 * KIB + 7))
            .file("b", TestTorrent.randomBytes(2, 500 * KIB + 11))
            .file("c", TestTorrent.randomBytes(3, 200 * KIB))
            .build();
    Swarm.of(42, album)
        .play(swarm -> {
          swarm.add(NodeSetup.seeder());
          List<Node> leechers = swarm.add(3, i -> NodeSetup.leecher().wants(file -> file == i));

          swarm.runUntilComplete(leechers, 60);

          assertThat(leechers.get(0).hasFile(2)).isFalse();
          assertThat(leechers.get(0).view().downloadedBytes()).isLessThan(400 * KIB);
          assertThat(leechers.get(1).view().state()).isEqualTo(TorrentState.SEEDING);
        });
  }

  @Test
  void theLastBlocksDoNotWaitForAVerySlowPeer() {
    Swarm.of(43, 4 * MIB, 256 * KIB)
        .play(swarm -> {
          swarm.add(PuppetManners.good(KIB));
          swarm.add(PuppetManners.good(400 * KIB));
          Node leecher = swarm.add(NodeSetup.leecher());

          swarm.runUntilComplete(List.of(leecher), 16);
          SwarmTest.print(swarm);
        });
  }

  @Test
  void aSlowDiskOnlyMakesADownloadSlow() {
    Swarm.of(44, 4 * MIB, 256 * KIB)
        .play(swarm -> {
          swarm.add(NodeSetup.seeder());
          Node leecher = swarm.add(NodeSetup.leecher().diskAccess(Node.millis(200)));
          Node other = swarm.add(NodeSetup.leecher());

          swarm.runUntilComplete(List.of(leecher, other), 120);
          SwarmTest.print(swarm);
        });
  }

  @Test
  void aFullDiskEndsOneDownloadWithItsCauseAndNotTheOthers() {
    Swarm.of(45, 4 * MIB, 64 * KIB)
        .play(swarm -> {
          swarm.add(NodeSetup.seeder().up(300 * KIB));
          List<Node> leechers = swarm.add(4, i -> NodeSetup.leecher().up(200 * KIB));
          Node full = leechers.get(0);
          swarm.run(5);
          full.volume().limitTo(full.volume().usedBytes() + 200 * KIB);

          swarm.runUntilComplete(leechers.subList(1, 4), 120);

          assertThat(full.state()).isEqualTo(TorrentState.FAILED);
          assertThat(full.view().problem().orElseThrow())
              .contains("content")
              .containsIgnoringCase("space");

          full.volume().limitTo(100 * MIB);
          full.torrent().resume();
          swarm.runUntilComplete(List.of(full), 120);
          SwarmTest.print(swarm);
        });
  }
}
