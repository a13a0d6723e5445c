package dev.sluice.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.PeerAddress;
import dev.sluice.testkit.TestTorrent;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import org.junit.jupiter.api.Test;

/** Who gets how much of a swarm. */
class ChokingTest {
  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;

  private static LongSummaryStatistics received(List<Node> nodes) {
    return nodes.stream().mapToLong(each -> each.view().downloadedBytes()).summaryStatistics();
  }

  private static void assertShares(List<Node> nodes) {
    LongSummaryStatistics shares = received(nodes);
    assertThat(shares.getMin()).isGreaterThan((long) (0.85 * shares.getAverage()));
    assertThat(shares.getMax()).isLessThan((long) (1.15 * shares.getAverage()));
  }

  @Test
  void twentyEqualPeersOfOneSeederGetTheSame() {
    Swarm.of(150, 8 * MIB, 64 * KIB)
        .play(swarm -> {
          Node seeder = swarm.add(NodeSetup.seeder().withoutTracker().up(60 * KIB));
          List<Node> peers =
              swarm.add(20, i -> NodeSetup.leecher().withoutTracker().knows(seeder.address()));

          swarm.run(30 * 60);

          assertShares(peers);
        });
  }

  @Test
  void twentyEqualPeersThatTradeGetTheSame() {
    Swarm.of(151, 8 * MIB, 64 * KIB)
        .play(swarm -> {
          swarm.add(NodeSetup.seeder().up(24 * KIB));
          List<Node> peers = swarm.add(20, i -> NodeSetup.leecher().up(12 * KIB));

          swarm.run(8 * 60);

          assertThat(peers).noneMatch(Node::hasFinished);
          assertShares(peers);
        });
  }

  private static TestTorrent twoHalves() {
    return TestTorrent.folder("halves")
        .pieceBytes(64 * KIB)
        .tracker(SimulatedTracker.URL)
        .file("one", TestTorrent.randomBytes(1, 6 * MIB))
        .file("other", TestTorrent.randomBytes(2, 6 * MIB))
        .build();
  }

  @Test
  void freeRidersGetUnderAQuarterOfWhatContributorsGet() {
    Swarm.of(152, twoHalves())
        .play(swarm -> {
          List<Node> contributors =
              swarm.add(10, i -> NodeSetup.seeder().lacking(i % 2).up(30 * KIB));
          List<Node> freeRiders = swarm.add(10, i -> NodeSetup.leecher());
          freeRiders.forEach(each -> each.rates().up().rate(1));
          swarm.run(90);
          double contributed = received(contributors).getAverage();
          double ridden = received(freeRiders).getAverage();

          swarm.run(120);

          assertThat(contributors).noneMatch(Node::hasFinished);
          assertThat(4 * (received(freeRiders).getAverage() - ridden))
              .isLessThan(received(contributors).getAverage() - contributed);
        });
  }

  @Test
  void everyNewcomerGetsAChanceAmongPeersThatHaveFoundEachOther() {
    Swarm.of(153, 8 * MIB, 64 * KIB)
        .play(swarm -> {
          swarm.add(NodeSetup.seeder().up(40 * KIB).atMost(10));
          List<Node> established = swarm.add(10, i -> NodeSetup.leecher().up(40 * KIB));
          swarm.run(60);
          PeerAddress[] known = established.stream().map(Node::address).toArray(PeerAddress[]::new);

          List<Node> newcomers =
              swarm.add(5, i -> NodeSetup.leecher().up(40 * KIB).withoutTracker().knows(known));
          swarm.run(90);

          assertThat(received(newcomers).getMin()).isGreaterThan(MIB / 2);
        });
  }

  @Test
  void fiveHundredIdlePeersDoNotKeepALeecherWaiting() {
    Swarm.of(154, 8 * MIB, 64 * KIB)
        .play(swarm -> {
          Node seeder = swarm.add(NodeSetup.seeder().withoutTracker().up(400 * KIB).atMost(1000));
          List<Idler> idlers = new ArrayList<>();
          for (int i = 0; i < 500; i++) {
            idlers.add(swarm.addIdler(seeder));
          }
          swarm.run(5);
          Node early = swarm.add(NodeSetup.leecher().withoutTracker().knows(seeder.address()));
          swarm.runUntilComplete(List.of(early), 70);
          assertThat(idlers).anyMatch(each -> each.chances() > 0);

          Node late = swarm.add(NodeSetup.leecher().withoutTracker().knows(seeder.address()));
          swarm.runUntilComplete(List.of(late), 24);
        });
  }

  /** 8 MiB over a line that takes 4 seconds for them. */
  @Test
  void aNewcomerIsServedAtOnceAtFullSpeedBesideFiveHundredIdlePeers() {
    Swarm.of(158, 8 * MIB, 256 * KIB)
        .play(swarm -> {
          Node seeder = swarm.add(NodeSetup.seeder().withoutTracker().up(2 * MIB).atMost(1000));
          List<Idler> idlers = new ArrayList<>();
          for (int i = 0; i < 500; i++) {
            idlers.add(swarm.addIdler(seeder));
          }
          swarm.run(10);
          assertThat(idlers).allMatch(each -> each.chances() == 1);

          Node late = swarm.add(NodeSetup.leecher().withoutTracker().knows(seeder.address()));
          swarm.runUntilComplete(List.of(late), 4.8);
          swarm.run(30);

          assertThat(idlers).allMatch(each -> each.chances() == 1);
        });
  }

  /** 150 MiB over a line of 100 MB a second. */
  @Test
  void fiftyFastPeersAreServedTogetherAtTheSpeedOfTheLine() {
    Swarm.of(159, 3 * MIB, 64 * KIB)
        .play(swarm -> {
          Node seeder = swarm.add(NodeSetup.seeder().withoutTracker().atMost(100));
          List<Node> peers =
              swarm.add(50, i -> NodeSetup.leecher().withoutTracker().knows(seeder.address()));

          swarm.runUntilComplete(peers, 3.0);
        });
  }

  @Test
  void onAHomesLineFewAreServedAtATime() {
    Swarm.of(160, 64 * MIB, 256 * KIB)
        .play(swarm -> {
          Node seeder = swarm.add(NodeSetup.seeder().withoutTracker().up(MIB));
          swarm.add(20, i -> NodeSetup.leecher().withoutTracker().knows(seeder.address()));
          swarm.run(2);
          for (int second = 0; second < 58; second++) {
            swarm.run(1);
            assertThat(seeder.unchoked()).isBetween(5L, 8L);
          }
        });
  }

  /** Three swarms together, as one by one they differ by more than that by chance. */
  @Test
  void aSnubbingPeerCostsUnderATwentieth() {
    double alone = 0;
    double withSnubber = 0;
    for (long seed = 155; seed < 158; seed++) {
      alone += receivedByContributors(seed, 0);
      withSnubber += receivedByContributors(seed, 1);
    }

    assertThat(withSnubber).isGreaterThan(0.95 * alone);
  }

  private static double receivedByContributors(long seed, int snubbers) {
    double[] received = new double[1];
    Swarm.of(seed, 6 * MIB, 64 * KIB)
        .play(swarm -> {
          swarm.add(NodeSetup.seeder().up(60 * KIB));
          List<Node> contributors = swarm.add(10, i -> NodeSetup.leecher().up(30 * KIB));
          swarm.add(snubbers, i -> NodeSetup.seeder().sendingNothing());
          swarm.run(120);
          received[0] = received(contributors).getAverage();
        });
    return received[0];
  }
}
