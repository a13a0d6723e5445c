package dev.sluice.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.BanView;
import dev.sluice.model.PeerHost;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
          // A peer is banned for its third bad piece at the latest.
          assertThat(honest).allMatch(each -> each.rejectedPieces() <= 3 * liars.size());
        });
  }

  /** Its blocks are compared with the good ones: nobody else in its pieces is to suffer. */
  @ParameterizedTest
  @ValueSource(longs = {55, 56, 57})
  void whoLiesSeldomIsFoundOutByTheFirstLie(long seed) {
    Swarm.of(seed, 32 * MIB, MIB)
        .play(swarm -> {
          List<Node> seeders = swarm.add(5, i -> NodeSetup.seeder().up(100 * KIB));
          Node liar = swarm.add(NodeSetup.seeder().up(400 * KIB).lyingOnceIn(200));
          Node leecher = swarm.add(NodeSetup.leecher());

          swarm.runUntil("a lie is told", () -> leecher.rejectedPieces() > 0, 60);
          swarm.runUntil("it is found out", () -> leecher.isWithout(List.of(liar)), 30);
          assertThat(leecher.isWith(seeders)).isTrue();
          swarm.runUntilComplete(List.of(leecher), 120);

          assertThat(leecher.rejectedPieces()).isLessThanOrEqualTo(2);
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

  @Test
  void aLiarStaysBannedWhenTheTorrentPausesAndGoesOn() {
    Swarm.of(53, 16 * MIB, 128 * KIB)
        .play(swarm -> {
          Node liar = swarm.add(NodeSetup.seeder().up(200 * KIB).lyingOnceIn(1).withoutTracker());
          Node honest = swarm.add(NodeSetup.leecher().knows(liar.address()));
          swarm.runUntil("it is found out", () -> honest.rejectedPieces() > 0, 60);
          swarm.run(1);
          assertThat(honest.rejectedPieces()).isEqualTo(1);

          honest.torrent().pause();
          swarm.run(1);
          honest.torrent().resume();
          swarm.run(60);
          honest.torrent().verify();
          swarm.run(60);

          assertThat(honest.rejectedPieces()).isEqualTo(1);
          assertThat(honest.isWithout(List.of(liar))).isTrue();
        });
  }

  /** What a liar gave of an unfinished piece must not be held against who gives it anew. */
  @Test
  void anHonestPeerIsNotBlamedForWhatALiarGaveBeforeAPause() {
    Swarm.of(52, MIB, 512 * KIB)
        .play(swarm -> {
          Node liar = swarm.add(NodeSetup.seeder().up(50 * KIB).lyingOnceIn(1));
          Node honest = swarm.add(NodeSetup.leecher());
          swarm.run(5);
          liar.torrent().stop();
          swarm.run(1);
          assertThat(honest.rejectedPieces()).isZero();
          honest.torrent().pause();
          swarm.run(1);
          Node seeder = swarm.add(NodeSetup.seeder().up(200 * KIB));
          swarm.run(1);
          honest.torrent().resume();

          swarm.runUntilComplete(List.of(honest), 60);
          swarm.run(1); // until the seeder's view has counted the last block

          assertThat(honest.rejectedPieces()).isZero();
          assertThat(seeder.view().uploadedBytes()).isEqualTo(MIB);
        });
  }

  @Test
  void whomATorrentBannedCanBeListedAndPardoned() {
    Swarm.of(58, 4 * MIB, 256 * KIB)
        .play(swarm -> {
          swarm.add(NodeSetup.seeder().up(100 * KIB));
          Node liar = swarm.add(NodeSetup.seeder().up(100 * KIB).lyingOnceIn(4));
          Node leecher = swarm.add(NodeSetup.leecher());
          swarm.runUntilComplete(List.of(leecher), 300);
          swarm.run(1);
          List<BanView> bans = leecher.torrent().bans();
          assertThat(bans).hasSize(1);
          assertThat(bans.get(0).host()).isEqualTo(PeerHost.of(liar.address()));
          assertThat(bans.get(0).reason()).contains("gave a bad");

          leecher.torrent().liftBan(bans.get(0).host());
          swarm.run(1);
          assertThat(leecher.torrent().bans()).isEmpty();
        });
  }
}
