package dev.sluice.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.sluice.transport.RateLimiter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits of the user's, global and of one torrent: exact over ten seconds, and fair. */
class RateLimitTest {
  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;
  private static final double SECONDS = 10;

  @ParameterizedTest
  @ValueSource(longs = {50_000, 500_000, 2_000_000})
  void aDownloadKeepsToItsLimit(long limit) {
    Swarm.of(100, (int) (17 * limit), 256 * KIB)
        .play(swarm -> {
          swarm.add(3, i -> NodeSetup.seeder().up(4 * limit));
          Node leecher = swarm.add(NodeSetup.leecher());
          leecher.rates().down().rate(limit);
          swarm.run(5);
          long before = leecher.view().downloadedBytes();

          swarm.run(SECONDS);

          assertThat((leecher.view().downloadedBytes() - before) / SECONDS)
              .isCloseTo(limit, withinPercentage(5));
        });
  }

  @ParameterizedTest
  @ValueSource(longs = {50_000, 500_000, 2_000_000})
  void aSeederKeepsToItsTorrentsLimitAndGivesAllTheSame(long limit) {
    Swarm.of(101, (int) (5 * limit), 256 * KIB)
        .play(swarm -> {
          Node seeder = swarm.add(NodeSetup.seeder().withoutTracker());
          List<Node> leechers =
              swarm.add(4, i -> NodeSetup.leecher().withoutTracker().knows(seeder.address()));
          seeder.torrentRates().up().rate(limit);
          swarm.run(5);
          long before = seeder.view().uploadedBytes();
          long[] had = leechers.stream().mapToLong(each -> each.view().downloadedBytes()).toArray();

          swarm.run(SECONDS);

          long sent = seeder.view().uploadedBytes() - before;
          assertThat(sent / SECONDS).isCloseTo(limit, withinPercentage(5));
          for (int i = 0; i < 4; i++) {
            assertThat(leechers.get(i).view().downloadedBytes() - had[i])
                .isBetween(sent / 4 - 48 * KIB, sent / 4 + 48 * KIB);
          }
        });
  }

  @Test
  void theTighterOfTwoLimitsHoldsAndBothMayChangeAtAnyTime() {
    Swarm.of(102, 24 * MIB, 256 * KIB)
        .play(swarm -> {
          Node seeder = swarm.add(NodeSetup.seeder());
          Node leecher = swarm.add(NodeSetup.leecher());
          seeder.rates().up().rate(400_000);
          seeder.torrentRates().up().rate(200_000);
          swarm.at(21, () -> seeder.torrentRates().up().rate(RateLimiter.UNLIMITED));
          swarm.at(41, () -> leecher.torrentRates().down().rate(100_000));
          swarm.at(81, () -> leecher.torrentRates().down().rate(RateLimiter.UNLIMITED));
          swarm.at(81, () -> seeder.rates().up().rate(RateLimiter.UNLIMITED));

          assertThat(downRate(swarm, leecher, 5)).isCloseTo(200_000, withinPercentage(5));
          assertThat(downRate(swarm, leecher, 25)).isCloseTo(400_000, withinPercentage(5));
          assertThat(downRate(swarm, leecher, 65)).isCloseTo(100_000, withinPercentage(5));
          swarm.runUntilComplete(List.of(leecher), 90);
        });
  }

  /** Lets the time pass, and returns bytes per second of the ten seconds from {@code second}. */
  private static double downRate(Swarm swarm, Node leecher, double second) {
    swarm.run(second - swarm.seconds());
    long before = leecher.view().downloadedBytes();
    swarm.run(SECONDS);
    return (leecher.view().downloadedBytes() - before) / SECONDS;
  }
}
