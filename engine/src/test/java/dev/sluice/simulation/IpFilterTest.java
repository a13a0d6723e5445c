package dev.sluice.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.AddressRanges;
import dev.sluice.model.PeerAddress;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever is blocked is no peer, whoever names it and whoever calls. */
class IpFilterTest {
  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;

  private static AddressRanges only(PeerAddress address) {
    InetAddress ip = address.ip();
    return new AddressRanges.Builder().add(ip, ip).build();
  }

  @Test
  void nobodyBlockedIsCalledWhoeverNamesIt() {
    Swarm.of(260, MIB, 64 * KIB)
        .play(swarm -> {
          Node blocked = swarm.add(NodeSetup.seeder().up(100 * KIB).unreachable());
          Node honest = swarm.add(NodeSetup.seeder().up(100 * KIB));
          swarm.block(only(blocked.address()));
          Node leecher = swarm.add(NodeSetup.leecher().knows(blocked.address()));

          swarm.runUntilComplete(List.of(leecher), 60);
          assertThat(leecher.isWithout(List.of(blocked))).isTrue();
          assertThat(blocked.view().uploadedBytes()).isZero();
          assertThat(honest.view().uploadedBytes()).isGreaterThan(0);
        });
  }

  @Test
  void nobodyBlockedIsHeardWhenItCalls() {
    Swarm.of(261, MIB, 64 * KIB)
        .play(swarm -> {
          PeerAddress second = Network.addressOf(2);
          swarm.block(only(second));
          Node seeder = swarm.add(NodeSetup.seeder().withoutTracker());
          swarm.block(AddressRanges.NONE);
          Node caller = swarm.add(NodeSetup.leecher().withoutTracker().knows(seeder.address()));
          swarm.run(30);

          assertThat(caller.address()).isEqualTo(second);
          assertThat(seeder.view().peers()).isEmpty();
          assertThat(caller.view().downloadedBytes()).isZero();
        });
  }

  @Test
  void aMagnetObeysItToo() {
    Swarm.of(262, MIB, 64 * KIB)
        .play(swarm -> {
          Node blocked = swarm.add(NodeSetup.seeder().unreachable());
          swarm.block(only(blocked.address()));
          Node magnet = swarm.addMagnet(NodeSetup.leecher().knows(blocked.address()));
          swarm.run(60);

          assertThat(magnet.view().peers()).isEmpty();
          assertThat(magnet.view().metadata()).isEmpty();
        });
  }
}
