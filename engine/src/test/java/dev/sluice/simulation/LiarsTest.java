package dev.sluice.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.PeerView;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Peers that send wrong bytes. */
class LiarsTest {
  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;

  @Test
  void everyHonestPeerFinishesAmongLiars() {
    Swarm.of(50, 8 * MIB, 128 * KIB)
        .play(swarm -> {
          swarm.add(NodeSetup.seeder().up(400 * KIB));
          List<Node> honest = swarm.add(10, i -> NodeSetup.leecher().up(100 * KIB));
          List<Node> liars =
              swarm.add(3, i -> NodeSetup.seeder().up(100 * KIB).lyingOnceIn(20));

          swarm.runUntilComplete(honest, 600);

          SwarmTest.print(swarm);
          Set<InetAddress> liarsAddresses =
              liars.stream().map(liar -> liar.address().ip()).collect(Collectors.toSet());
          for (Node node : honest) {
            System.out.println(node + " rejected " + node.rejectedPieces() + " " + node.view().peers().size());
            assertThat(node.view().peers())
                .extracting(PeerView::address)
                .noneMatch(address -> liarsAddresses.contains(address.ip()));
          }
        });
  }
}
