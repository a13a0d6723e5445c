package dev.sluice.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.PeerAddress;
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
    System.out.println("SHARES " + shares);
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
          swarm.add(NodeSetup.seeder().up(40 * KIB));
          List<Node> peers = swarm.add(20, i -> NodeSetup.leecher().up(20 * KIB));

          swarm.run(5 * 60);

          assertThat(peers).noneMatch(Node::hasFinished);
          assertShares(peers);
        });
  }

  @Test
  void freeRidersGetUnderAQuarterOfWhatContributorsGet() {
    Swarm.of(152, 8 * MIB, 64 * KIB)
        .play(swarm -> {
          swarm.add(NodeSetup.seeder().up(50 * KIB));
          List<Node> contributors = swarm.add(10, i -> NodeSetup.leecher().up(50 * KIB));
          List<Node> freeRiders = swarm.add(10, i -> NodeSetup.leecher());
          freeRiders.forEach(each -> each.rates().up().rate(1));

          swarm.runUntil(
              "one is complete", () -> contributors.stream().anyMatch(Node::hasFinished), 600);

          System.out.println("RIDERS " + received(freeRiders) + " " + received(contributors) + " " + swarm.seconds());
          assertThat(4 * received(freeRiders).getAverage())
              .isLessThan(received(contributors).getAverage());
        });
  }

  @Test
  void everyNewcomerGetsAChanceAmongPeersThatHaveFoundEachOther() {
    Swarm.of(153, 8 * MIB, 64 * KIB)
        .play(swarm -> {
          swarm.add(NodeSetup.seeder().up(40 * KIB).atMost(10));
          List<Node> established = swarm.add(10, i -> NodeSetup.leecher().up(40 * KIB));
          swarm.run(60);
          PeerAddress[] known =
              established.stream().map(Node::address).toArray(PeerAddress[]::new);

          List<Node> newcomers =
              swarm.add(5, i -> NodeSetup.leecher().up(40 * KIB).withoutTracker().knows(known));
          swarm.run(90);

          System.out.println("NEWCOMERS " + received(newcomers) + " " + received(established));
          assertThat(received(newcomers).getMin()).isGreaterThan(MIB / 2);
        });
  }

  @Test
  void fiveHundredIdlePeersDoNotKeepALeecherWaiting() {
    Swarm.of(154, 8 * MIB, 64 * KIB)
        .play(swarm -> {
          Node seeder =
              swarm.add(NodeSetup.seeder().withoutTracker().up(400 * KIB).atMost(1000));
          List<Idler> idlers = new ArrayList<>();
          for (int i = 0; i < 500; i++) {
            idlers.add(swarm.addIdler(seeder));
          }
          swarm.run(5);
          Node early = swarm.add(NodeSetup.leecher().withoutTracker().knows(seeder.address()));
          swarm.runUntilComplete(List.of(early), 70);
          System.out.println("IDLERS early " + early.finishedSeconds());
          assertThat(idlers).allMatch(each -> each.chances() > 0);

          Node late = swarm.add(NodeSetup.leecher().withoutTracker().knows(seeder.address()));
          swarm.runUntilComplete(List.of(late), 24);
        });
  }

  @Test
  void aSnubbingPeerCostsUnderATwentieth() {
    double alone = received(contributorsAnd(0)).getAverage();
    double withSnubbers = received(contributorsAnd(1)).getAverage();

    System.out.println("SNUB " + alone + " " + withSnubbers);
    assertThat(withSnubbers).isGreaterThan(0.95 * alone);
  }

  private static List<Node> contributorsAnd(int snubbers) {
    List<Node> contributors = new ArrayList<>();
    Swarm.of(155, 8 * MIB, 64 * KIB)
        .play(swarm -> {
          swarm.add(NodeSetup.seeder().up(50 * KIB));
          contributors.addAll(swarm.add(10, i -> NodeSetup.leecher().up(50 * KIB)));
          swarm.add(snubbers, i -> NodeSetup.seeder().sendingNothing());
          swarm.run(120);
          assertThat(contributors).noneMatch(Node::hasFinished);
        });
    return contributors;
  }
}
