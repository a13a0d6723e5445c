package dev.sluice.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Peers of other makes, and with bad manners. */
class OddPeersTest {
  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;

  @Test
  void aPeerWithoutTheFastExtensionServes() {
    downloadFrom(10, PuppetManners.good(200 * KIB).withoutFast(), 30);
  }

  @Test
  void aPeerThatRejectsRequestsStillServes() {
    downloadFrom(11, PuppetManners.good(200 * KIB).rejectingOnceIn(3), 30);
  }

  @Test
  void aPeerThatChokesAndUnchokesRapidlyStillServes() {
    long rapidly = TimeUnit.MILLISECONDS.toNanos(700);
    downloadFrom(12, PuppetManners.good(200 * KIB).chokingAfter(rapidly), 60);
  }

  @Test
  void aPeerWithoutTheFastExtensionMayChokeAndUnchokeRapidly() {
    long rapidly = TimeUnit.MILLISECONDS.toNanos(700);
    downloadFrom(13, PuppetManners.good(200 * KIB).withoutFast().chokingAfter(rapidly), 60);
  }

  private static void downloadFrom(long seed, PuppetManners manners, double seconds) {
    Swarm.of(seed, MIB, 64 * KIB)
        .play(swarm -> {
          swarm.add(manners);
          Node leecher = swarm.add(NodeSetup.leecher());

          swarm.runUntilComplete(List.of(leecher), seconds);
        });
  }

  @Test
  void aPeerThatNeverSendsHardlyCostsAnything() {
    double alone = secondsFromAGoodPeer(14, false);
    double withSilentPeer = secondsFromAGoodPeer(14, true);

    assertThat(withSilentPeer).isLessThan(alone * 1.05);
  }

  private static double secondsFromAGoodPeer(long seed, boolean alsoSilentPeer) {
    double[] seconds = new double[1];
    Swarm.of(seed, 16 * MIB, 256 * KIB)
        .play(swarm -> {
          swarm.add(PuppetManners.good(100 * KIB));
          if (alsoSilentPeer) {
            swarm.add(PuppetManners.good(100 * KIB).sendingNothing());
          }
          Node leecher = swarm.add(NodeSetup.leecher());
          swarm.runUntilComplete(List.of(leecher), 600);
          seconds[0] = leecher.finishedSeconds();
        });
    return seconds[0];
  }

  @Test
  void aPeerThatNeverSendsIsSnubbedAndThenLeft() {
    Swarm.of(15, 16 * MIB, 256 * KIB)
        .play(swarm -> {
          swarm.add(PuppetManners.good(50 * KIB));
          Puppet silent = swarm.add(PuppetManners.good(50 * KIB).sendingNothing());
          Node leecher = swarm.add(NodeSetup.leecher());

          swarm.run(50);
          assertThat(leecher.snubbing()).isEmpty();
          swarm.run(15);
          assertThat(leecher.snubbing()).containsExactly(silent.address());
          swarm.run(120);
          assertThat(silent.connections()).isZero();
        });
  }

  @Test
  void aPeerThatFloodsUsWithBlocksWeDidNotAskForIsBanned() {
    Swarm.of(16, MIB, 256 * KIB)
        .play(swarm -> {
          Puppet flooding = swarm.add(PuppetManners.good(Line.FAST).neverUnchoking().flooding());
          Node leecher = swarm.add(NodeSetup.leecher());

          swarm.run(15);
          assertThat(flooding.connections()).isEqualTo(1);
          swarm.run(1800);
          assertThat(flooding.connections()).isZero();
          assertThat(flooding.calls()).isEqualTo(1);
          assertThat(leecher.view().wastedBytes()).isLessThan(20 * MIB);
        });
  }
}
