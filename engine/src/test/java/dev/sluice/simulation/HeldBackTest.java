package dev.sluice.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.HeldBackBy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Why is it slow? One circumstance for each answer, looked at for many seconds. */
class HeldBackTest {
  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;

  /** Returns the answers of twenty seconds, once the first ones have passed. */
  private static List<HeldBackBy> answers(Swarm swarm, Node node, double fromSecond) {
    swarm.run(fromSecond);
    List<HeldBackBy> answers = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      swarm.run(0.5);
      answers.add(node.view().backpressure().heldBackBy());
    }
    return answers;
  }

  @Test
  void nobodyIsThere() {
    Swarm.of(110, MIB, 64 * KIB)
        .play(swarm -> {
          Node leecher = swarm.add(NodeSetup.leecher());

          assertThat(answers(swarm, leecher, 2)).containsOnly(HeldBackBy.NO_PEERS);
        });
  }

  @Test
  void allPeersChokeUs() {
    Swarm.of(111, MIB, 64 * KIB)
        .play(swarm -> {
          swarm.add(PuppetManners.good(MIB).neverUnchoking());
          swarm.add(PuppetManners.good(MIB).neverUnchoking());
          Node leecher = swarm.add(NodeSetup.leecher());

          assertThat(answers(swarm, leecher, 2)).containsOnly(HeldBackBy.CHOKED);
        });
  }

  @Test
  void peersLetUsAskAndSendNothing() {
    Swarm.of(112, MIB, 64 * KIB)
        .play(swarm -> {
          swarm.add(PuppetManners.good(MIB).sendingNothing());
          Node leecher = swarm.add(NodeSetup.leecher());

          assertThat(answers(swarm, leecher, 70)).containsOnly(HeldBackBy.SNUBBED);
        });
  }

  @Test
  void nobodyHasWhatWeLack() {
    Swarm.of(113, MIB, 64 * KIB)
        .play(swarm -> {
          Node leecher = swarm.add(2, i -> NodeSetup.leecher()).get(0);

          assertThat(answers(swarm, leecher, 2)).containsOnly(HeldBackBy.NOTHING_TO_REQUEST);
        });
  }

  @Test
  void theDiskIsSlow() {
    Swarm.of(114, 32 * MIB, 64 * KIB)
        .play(swarm -> {
          swarm.add(PuppetManners.good(20 * MIB));
          Node leecher = swarm.add(NodeSetup.leecher().diskAccess(Node.millis(200)));

          assertThat(answers(swarm, leecher, 5)).containsOnly(HeldBackBy.DISK);
        });
  }

  @Test
  void theDownloadIsLimited() {
    Swarm.of(115, 8 * MIB, 64 * KIB)
        .play(swarm -> {
          swarm.add(PuppetManners.good(20 * MIB));
          swarm.add(PuppetManners.good(20 * MIB));
          Node leecher = swarm.add(NodeSetup.leecher());
          leecher.rates().down().rate(200 * KIB);

          assertThat(answers(swarm, leecher, 3)).containsOnly(HeldBackBy.DOWNLOAD_LIMIT);
        });
  }

  @Test
  void theUploadIsLimited() {
    Swarm.of(116, 8 * MIB, 64 * KIB)
        .play(swarm -> {
          Node seeder = swarm.add(NodeSetup.seeder());
          Node leecher = swarm.add(NodeSetup.leecher());
          seeder.rates().up().rate(200 * KIB);

          assertThat(answers(swarm, seeder, 3)).containsOnly(HeldBackBy.UPLOAD_LIMIT);
          assertThat(leecher.view().backpressure().heldBackBy()).isEqualTo(HeldBackBy.NOTHING);
        });
  }

  @Test
  void aDistantPeerTakesFewRequestsAtATime() {
    Swarm.of(117, 20 * MIB, 64 * KIB)
        .play(swarm -> {
          swarm.add(PuppetManners.good(20 * MIB).queueing(1));
          Node leecher = swarm.add(NodeSetup.leecher());

          assertThat(answers(swarm, leecher, 3)).containsOnly(HeldBackBy.REQUEST_WINDOW);
        });
  }

  @Test
  void peersGiveWhatTheirLinesCarry() {
    Swarm.of(118, 8 * MIB, 64 * KIB)
        .play(swarm -> {
          swarm.add(PuppetManners.good(50 * KIB));
          swarm.add(PuppetManners.good(200 * KIB));
          Node leecher = swarm.add(NodeSetup.leecher());

          assertThat(answers(swarm, leecher, 3)).containsOnly(HeldBackBy.NOTHING);
        });
  }
}
