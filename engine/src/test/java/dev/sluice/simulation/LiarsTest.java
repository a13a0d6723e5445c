package dev.sluice.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Peers that send wrong bytes. */
class LiarsTest {
  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;

  /** One block in a hundred is wrong in the whole swarm: a fifth of the seeders' lines lies. */
  @Test
  void everyHonestPeerFinishesAmongLiarsWhoAreLeft() {
    Swarm.of(50, 16 * MIB, 128 * KIB)
        .play(swarm -> {
          swarm.add(NodeSetup.seeder().up(400 * KIB));
          List<Node> honest = swarm.add(10, i -> NodeSetup.leecher().up(100 * KIB));
          List<Node> liars = swarm.add(3, i -> NodeSetup.seeder().up(100 * KIB).lyingOnceIn(20));

          swarm.run(5);
          swarm.runUntil(
              "the liars are left",
              () -> honest.stream().allMatch(each -> each.isWithout(liars)),
              100);
          assertThat(honest).noneMatch(Node::hasFinished).allMatch(each -> each.isWith(honest));
          swarm.runUntilComplete(honest, 600);

          assertThat(honest).allMatch(each -> each.isWithout(liars));
          assertThat(honest).allMatch(each -> each.rejectedPieces() <= 2 * liars.size());
          SwarmTest.print(swarm);
          honest.forEach(each -> System.out.println(each.rejectedPieces()));
        });
  }

  @Test
  void aLiarThatCallsAgainStaysBanned() {
    Swarm.of(51, 16 * MIB, 128 * KIB)
        .play(swarm -> {
          Node seeder = swarm.add(NodeSetup.seeder().up(100 * KIB));
          Node honest = swarm.add(NodeSetup.leecher().withoutTracker().knows(seeder.address()));
          Node liar =
              swarm.add(NodeSetup.seeder().up(200 * KIB).lyingOnceIn(10).knows(honest.address()));

          swarm.runUntilComplete(List.of(honest), 600);

          assertThat(honest.isWithout(List.of(liar))).isTrue();
          assertThat(honest.rejectedPieces()).isLessThanOrEqualTo(3);
        });
  }
}
