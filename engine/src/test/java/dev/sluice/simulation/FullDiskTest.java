package dev.sluice.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.TorrentState;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A disk that has no room left, and then some. */
class FullDiskTest {
  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;

  @Test
  void aTorrentStopsAskingWhenTheDiskIsFullAndGoesOnByItselfWhenThereIsRoom() {
    Swarm.of(120, 8 * MIB, 256 * KIB)
        .play(swarm -> {
          Node seeder = swarm.add(NodeSetup.seeder().up(400 * KIB));
          Node leecher = swarm.add(NodeSetup.leecher());
          swarm.run(5);
          leecher.volume().limitTo(3 * MIB);
          swarm.runUntil("it is full", () -> leecher.state() == TorrentState.FAILED, 30);
          assertThat(leecher.view().problem().orElseThrow())
              .contains("/downloads/")
              .contains("full");
          swarm.run(1);
          long sent = seeder.view().uploadedBytes();

          swarm.run(600);

          assertThat(leecher.state()).isEqualTo(TorrentState.FAILED);
          assertThat(seeder.view().uploadedBytes()).isEqualTo(sent);
          leecher.volume().limitTo(16 * MIB);
          swarm.runUntilComplete(List.of(leecher), 60);
          assertThat(leecher.view().downloadedBytes()).isLessThan(9 * MIB);
        });
  }

  @Test
  void roomThatIsUsedUpAtOnceIsNotFilledAgainAndAgain() {
    Swarm.of(121, 8 * MIB, 256 * KIB)
        .play(swarm -> {
          swarm.add(NodeSetup.seeder().up(400 * KIB));
          Node leecher = swarm.add(NodeSetup.leecher());
          swarm.run(5);
          leecher.volume().limitTo(3 * MIB);
          swarm.run(30);
          leecher.volume().limitTo(4 * MIB);
          swarm.run(600);

          assertThat(leecher.state()).isEqualTo(TorrentState.FAILED);
          assertThat(leecher.view().downloadedBytes()).isLessThan(6 * MIB);
        });
  }

  @Test
  void whatTheUserPausedMeanwhileStaysSo() {
    Swarm.of(122, 8 * MIB, 256 * KIB)
        .play(swarm -> {
          swarm.add(NodeSetup.seeder().up(400 * KIB));
          Node leecher = swarm.add(NodeSetup.leecher());
          swarm.run(5);
          leecher.volume().limitTo(3 * MIB);
          swarm.run(30);
          leecher.torrent().pause();
          leecher.volume().limitTo(16 * MIB);
          swarm.run(600);
          assertThat(leecher.view().peers()).isEmpty();

          leecher.torrent().resume();
          swarm.runUntilComplete(List.of(leecher), 60);
        });
  }
}
