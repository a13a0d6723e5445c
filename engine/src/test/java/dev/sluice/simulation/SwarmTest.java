package dev.sluice.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SwarmTest {
  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;

  @Test
  void oneSeederServesOneLeecher() {
    Swarm.of(1, MIB, 64 * KIB)
        .play(swarm -> {
          swarm.add(NodeSetup.seeder().up(200 * KIB));
          Node leecher = swarm.add(NodeSetup.leecher());

          swarm.runUntilComplete(List.of(leecher), 60);

          assertThat(leecher.finishedSeconds()).isBetween(5.0, 30.0);
          assertThat(leecher.view().wastedBytes()).isZero();
        });
  }

  @Test
  void fiftyLeechersOfDifferentRatesAllFinish() {
    Swarm.of(2, 2 * MIB, 64 * KIB)
        .play(swarm -> {
          swarm.add(NodeSetup.seeder().up(500 * KIB));
          List<Node> leechers =
              swarm.add(
                  50, i -> NodeSetup.leecher().up((10 + 10 * i) * KIB).down((50 + 40 * i) * KIB));

          swarm.runUntilComplete(leechers, 300);
          print(swarm);
        });
  }

  @Test
  void leechersTradeWhenTheSeederIsSlow() {
    Swarm.of(3, 2 * MIB, 64 * KIB)
        .play(swarm -> {
          Node seeder = swarm.add(NodeSetup.seeder().up(50 * KIB));
          List<Node> leechers = swarm.add(12, i -> NodeSetup.leecher().up(100 * KIB));

          swarm.runUntilComplete(leechers, 300);

          print(swarm);
          long all = leechers.stream().mapToLong(node -> node.view().downloadedBytes()).sum();
          long traded = leechers.stream().mapToLong(node -> node.view().uploadedBytes()).sum();
          assertThat(traded).isGreaterThan(all * 6 / 10);
        });
  }

  @Test
  void oneSeedReplaysARunExactly() {
    assertThat(traceOf(5)).isEqualTo(traceOf(5)).isNotEqualTo(traceOf(6));
  }

  private static long traceOf(long seed) {
    return traceOf(Swarm.of(seed, MIB, 32 * KIB));
  }

  private static long traceOf(Swarm fresh) {
    return fresh
        .play(swarm -> {
          swarm.add(NodeSetup.seeder().up(100 * KIB));
          swarm.add(NodeSetup.seeder().up(50 * KIB).lyingOnceIn(50));
          List<Node> leechers = swarm.add(8, i -> NodeSetup.leecher().up(50 * KIB));
          swarm.runUntilComplete(leechers, 300);
        })
        .trace()
        .hash();
  }

  /** {@link System#nanoTime} counts from anywhere: it is negative on some machines. */
  @Test
  void whatTheClockShowsMakesNoDifference() {
    Swarm swarm = Swarm.of(7, MIB, 32 * KIB);
    long trace = traceOf(swarm.startingAt(0));

    assertThat(traceOf(swarm.startingAt(-1_000_000_000_000L))).isEqualTo(trace);
    assertThat(traceOf(swarm.startingAt(-10_000_000_000L))).isEqualTo(trace);
  }

  @Test
  void equalPeersFinishAboutTheSameTime() {
    Swarm.of(4, 2 * MIB, 64 * KIB)
        .play(swarm -> {
          swarm.add(NodeSetup.seeder().up(200 * KIB));
          List<Node> leechers = swarm.add(20, i -> NodeSetup.leecher().up(100 * KIB));

          swarm.runUntilComplete(leechers, 300);

          print(swarm);
        });
  }

  static void print(Swarm swarm) {
    System.out.println(swarm.story());
  }
}
