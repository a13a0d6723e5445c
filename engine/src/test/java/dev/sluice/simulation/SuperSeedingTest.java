package dev.sluice.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.swarm.UploadPlan;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The only seeder of a new torrent (BEP 16). */
class SuperSeedingTest {
  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;
  private static final UploadPlan SUPER = UploadPlan.USUAL.withSuperSeeding();

  @Test
  void sendsLittleMoreThanOneCopyUntilThereIsAnother() {
    long plain = sentUntilThereIsAnotherSeed(UploadPlan.USUAL);
    long frugal = sentUntilThereIsAnotherSeed(SUPER);

    assertThat(frugal).isLessThan(plain).isLessThan(4 * MIB * 115L / 100);
  }

  /** All leechers finish, too. */
  private static long sentUntilThereIsAnotherSeed(UploadPlan plan) {
    long[] sent = new long[1];
    Swarm.of(130, 4 * MIB, 64 * KIB)
        .play(swarm -> {
          Node seeder = swarm.add(NodeSetup.seeder().up(100 * KIB).giving(plan));
          List<Node> leechers = swarm.add(10, i -> NodeSetup.leecher().up(500 * KIB));
          swarm.runUntil(
              "one is complete", () -> leechers.stream().anyMatch(Node::hasFinished), 600);
          sent[0] = seeder.view().uploadedBytes();

          swarm.runUntilComplete(leechers, 600);
        });
    return sent[0];
  }

  @Test
  void aSingleLeecherGetsEverything() {
    Swarm.of(131, MIB, 64 * KIB)
        .play(swarm -> {
          swarm.add(NodeSetup.seeder().up(200 * KIB).giving(SUPER));
          Node leecher = swarm.add(NodeSetup.leecher());

          swarm.runUntilComplete(List.of(leecher), 60);
        });
  }

  @Test
  void leechersThatDoNotShareAreNotStarvedForEver() {
    Swarm.of(132, MIB, 256 * KIB)
        .play(swarm -> {
          Node seeder = swarm.add(NodeSetup.seeder().up(200 * KIB).withoutTracker().giving(SUPER));
          List<Node> strangers =
              swarm.add(2, i -> NodeSetup.leecher().withoutTracker().knows(seeder.address()));

          swarm.runUntilComplete(strangers, 600);
        });
  }
}
