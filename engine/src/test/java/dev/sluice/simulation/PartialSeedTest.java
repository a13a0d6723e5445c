package dev.sluice.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.TestTorrent;
import dev.sluice.tracker.AnnounceEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who has all that it wants, and not all there is (BEP 21). */
class PartialSeedTest {
  private static final int KIB = 1024;

  @Test
  void tellsTheTrackerThatItIsPausedAndNoSeed() {
    Swarm.of(160, twoFiles())
        .play(swarm -> {
          swarm.add(NodeSetup.seeder());
          Node partial = swarm.add(NodeSetup.leecher().wants(file -> file == 0));
          swarm.runUntilComplete(List.of(partial), 60);

          swarm.run(600);

          assertThat(swarm.tracker().events())
              .contains(AnnounceEvent.PAUSED)
              .doesNotContain(AnnounceEvent.COMPLETED);
          assertThat(swarm.tracker().completeCount()).isEqualTo(1);
        });
  }

  @Test
  void givesToWhoeverWantsWhatItHas() {
    Swarm.of(161, twoFiles())
        .play(swarm -> {
          Node seeder = swarm.add(NodeSetup.seeder());
          Node partial = swarm.add(NodeSetup.leecher().wants(file -> file == 0));
          swarm.runUntilComplete(List.of(partial), 60);
          seeder.torrent().stop();
          swarm.run(2);

          Node late = swarm.add(NodeSetup.leecher().wants(file -> file == 0));

          swarm.runUntilComplete(List.of(late), 60);
        });
  }

  @Test
  void aFullSeedTellsThatItIsComplete() {
    Swarm.of(162, twoFiles())
        .play(swarm -> {
          swarm.add(NodeSetup.seeder());
          Node leecher = swarm.add(NodeSetup.leecher());

          swarm.runUntilComplete(List.of(leecher), 60);
          swarm.run(1);

          assertThat(swarm.tracker().events()).contains(AnnounceEvent.COMPLETED);
          assertThat(swarm.tracker().completeCount()).isEqualTo(2);
        });
  }

  private static TestTorrent twoFiles() {
    return TestTorrent.folder("two")
        .pieceBytes(32 * KIB)
        .tracker(SimulatedTracker.URL)
        .file("wanted", TestTorrent.randomBytes(1, 512 * KIB))
        .file("other", TestTorrent.randomBytes(2, 512 * KIB))
        .build();
  }
}
