package dev.sluice.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A peer that lets us ask and sends nothing: what becomes of it, and of what it owes. */
class SnubbedPeerTest {
  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;

  @Test
  void isToldThatWeWantNothingOnceOthersGiveAllItHas() {
    Swarm.of(120, 6 * MIB, 256 * KIB)
        .play(swarm -> {
          Puppet silent = swarm.add(PuppetManners.good(50 * KIB).sendingNothing());
          swarm.add(PuppetManners.good(100 * KIB));
          Node leecher = swarm.add(NodeSetup.leecher());
          swarm.run(50);
          assertThat(silent.interestedPeers()).isEqualTo(1);

          swarm.runUntilComplete(List.of(leecher), 100);

          assertThat(silent.interestedPeers()).isZero();
        });
  }

  @Test
  void isAPeerLikeOthersAgainWithItsFirstBlock() {
    Swarm.of(121, 30 * MIB, 256 * KIB)
        .play(swarm -> {
          Puppet slumberer = swarm.add(PuppetManners.good(100 * KIB));
          slumberer.fallSilent();
          swarm.add(PuppetManners.good(50 * KIB));
          Node leecher = swarm.add(NodeSetup.leecher());
          swarm.run(100);
          assertThat(leecher.snubbing()).containsExactly(slumberer.address());

          slumberer.wakeUp();
          swarm.run(30);

          assertThat(leecher.snubbing()).isEmpty();
          assertThat(slumberer.sentBytes()).isGreaterThan(MIB);
        });
  }
}
