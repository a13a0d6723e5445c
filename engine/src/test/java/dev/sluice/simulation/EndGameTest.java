package dev.sluice.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The last blocks: nobody waits long for one slow peer, and little comes twice. */
class EndGameTest {
  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;

  /** The share of what came in vain. */
  private static double waste(Node leecher) {
    return (double) leecher.view().wastedBytes() / leecher.view().downloadedBytes();
  }

  private static void fiftySeeders(long seed, int bytes, boolean alike) {
    Swarm.of(seed, bytes, 64 * KIB)
        .play(swarm -> {
          for (int i = 0; i < 50; i++) {
            swarm.add(PuppetManners.good((alike ? 100 : 10 + 10 * i) * KIB));
          }
          Node leecher = swarm.add(NodeSetup.leecher());

          swarm.runUntilComplete(List.of(leecher), 60);

          assertThat(waste(leecher)).isLessThan(0.05);
        });
  }

  @Test
  void fiftySeedersAlikeWasteLittleOfASmallTorrent() {
    fiftySeeders(140, MIB, true);
    fiftySeeders(141, 4 * MIB, true);
    fiftySeeders(142, 16 * MIB, true);
  }

  @Test
  void fiftySeedersOfDifferentRatesWasteLittleOfASmallTorrent() {
    fiftySeeders(143, MIB, false);
    fiftySeeders(144, 4 * MIB, false);
    fiftySeeders(145, 16 * MIB, false);
  }

  @Test
  void oneThatDripsDoesNotKeepTheOthersWaiting() {
    Swarm.of(146, 8 * MIB, 256 * KIB)
        .play(swarm -> {
          swarm.add(PuppetManners.good(500 * KIB));
          swarm.add(PuppetManners.good(KIB));
          Node leecher = swarm.add(NodeSetup.leecher());

          swarm.runUntilComplete(List.of(leecher), 60);

          assertThat(leecher.finishedSeconds()).isLessThan(21);
          assertThat(waste(leecher)).isLessThan(0.05);
        });
  }

  @Test
  void oneThatFallsSilentDoesNotKeepTheOthersWaiting() {
    Swarm.of(147, 8 * MIB, 256 * KIB)
        .play(swarm -> {
          Puppet slumberer = swarm.add(PuppetManners.good(500 * KIB));
          swarm.at(8, slumberer::fallSilent);
          swarm.add(PuppetManners.good(500 * KIB));
          Node leecher = swarm.add(NodeSetup.leecher());

          swarm.runUntilComplete(List.of(leecher), 60);

          assertThat(leecher.finishedSeconds()).isLessThan(13);
        });
  }
}
