package dev.sluice.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Seeders that fall silent while somebody watches: what is due is given up on, and asked again. */
class SilenceTest {
  private static final int KIB = 1024;
  private static final int SILENT_SECONDS = 5;

  private static void watchThroughASilenceOf(int seeders) {
    Swarm.of(160 + seeders, 4 << 20, 256 * KIB)
        .play(swarm -> {
          List<Puppet> all =
              IntStream.range(0, seeders)
                  .mapToObj(i -> swarm.add(PuppetManners.good(500 * KIB / seeders)))
                  .toList();
          Node node = swarm.add(NodeSetup.leecher());
          Player player = new Player(swarm, node, 400 * KIB);
          swarm.runUntil("it plays", player::hasStarted, 20);
          all.forEach(Puppet::fallSilent);
          swarm.run(SILENT_SECONDS);

          all.forEach(Puppet::wakeUp);

          swarm.runUntil("the film is over", player::hasPlayed, 20);
          player.close();
          assertThat(player.stalledSeconds()).as("%s", player).isLessThan(SILENT_SECONDS);
          assertThat(player.wastedBytes()).isLessThan(800 * KIB);
        });
  }

  @Test
  void theOnlySeederIsAskedAgainForWhatItWasTooSilentFor() {
    watchThroughASilenceOf(1);
  }

  @Test
  void allSeedersAreAskedAgainForWhatTheyWereTooSilentFor() {
    watchThroughASilenceOf(3);
  }
}
