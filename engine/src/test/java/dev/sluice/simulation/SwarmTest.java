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
}
