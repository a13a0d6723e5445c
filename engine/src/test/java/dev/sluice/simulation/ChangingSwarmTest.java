package dev.sluice.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.PeerAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Peers that come and go, and trackers too. */
class ChangingSwarmTest {
  private static final PeerAddress SECOND = Network.addressOf(2);
  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;

  @Test
  void peersThatVanishAndPeersThatComeLaterDoNotKeepTheOthersFromFinishing() {
    Swarm.of(20, 4 * MIB, 64 * KIB)
        .play(swarm -> {
          swarm.add(NodeSetup.seeder().up(300 * KIB));
          List<Node> staying = swarm.add(8, i -> NodeSetup.leecher().up(100 * KIB));
          List<Node> vanishing = swarm.add(6, i -> NodeSetup.leecher().up(100 * KIB));
          swarm.at(12, () -> vanishing.forEach(Node::cutOff));
          swarm.run(20);
          List<Node> late = swarm.add(6, i -> NodeSetup.leecher().up(100 * KIB));

          swarm.runUntilComplete(staying, 300);
          swarm.runUntilComplete(late, 300);
        });
  }

  @Test
  void aPeerWhoseCableWasPulledGoesOnWhenItIsPluggedIn() {
    Swarm.of(21, 4 * MIB, 64 * KIB)
        .play(swarm -> {
          swarm.add(NodeSetup.seeder().up(100 * KIB));
          Node leecher = swarm.add(NodeSetup.leecher());
          swarm.at(10, leecher::cutOff);
          swarm.at(60, leecher::plugIn);

          swarm.runUntilComplete(List.of(leecher), 900);
        });
  }

  /** All peers gone at once are missed, not given up: they were good before. */
  @Test
  void aPeerThatWasAloneForAnHourGoesOnWithinAMinuteAndAHalf() {
    Swarm.of(33, 32 * MIB, 256 * KIB)
        .play(swarm -> {
          swarm.add(3, i -> NodeSetup.seeder().up(50 * KIB));
          Node leecher = swarm.add(NodeSetup.leecher().unreachable());
          swarm.run(100);
          leecher.cutOff();
          swarm.run(3600);
          assertThat(leecher.view().peers()).isEmpty();
          leecher.plugIn();

          swarm.runUntil("it has peers", () -> leecher.view().peers().size() == 3, 90);
        });
  }

  @Test
  void aSeederDiesAndAnotherTakesItsPlace() {
    Swarm.of(22, 4 * MIB, 64 * KIB)
        .play(swarm -> {
          Node first = swarm.add(NodeSetup.seeder().up(100 * KIB));
          List<Node> leechers = swarm.add(5, i -> NodeSetup.leecher().up(100 * KIB));
          swarm.run(15);
          first.torrent().stop();
          swarm.run(60);
          assertThat(leechers).noneMatch(Node::hasFinished);
          swarm.add(NodeSetup.seeder().up(100 * KIB));

          swarm.runUntilComplete(leechers, 400);
        });
  }

  @Test
  void aTrackerThatIsDownAtFirstIsAskedAgain() {
    Swarm.of(23, MIB, 64 * KIB)
        .play(swarm -> {
          swarm.tracker().goDown();
          swarm.add(NodeSetup.seeder().up(500 * KIB));
          Node leecher = swarm.add(NodeSetup.leecher());
          swarm.run(120);
          assertThat(leecher.hasFinished()).isFalse();
          swarm.tracker().goUp();

          swarm.runUntilComplete(List.of(leecher), 900);
        });
  }

  /** Connections of before the pause end late; that must not end those of after it. */
  @Test
  void aTorrentThatIsPausedAndResumedAtOnceGoesOn() {
    Swarm.of(24, 4 * MIB, 64 * KIB)
        .play(swarm -> {
          Node seeder = swarm.add(NodeSetup.seeder().withoutTracker().up(200 * KIB));
          Node leecher = swarm.add(NodeSetup.leecher().withoutTracker().knows(seeder.address()));
          for (int i = 1; i <= 5; i++) {
            swarm.at(
                i,
                () -> {
                  leecher.torrent().pause();
                  leecher.torrent().resume();
                });
          }

          swarm.runUntilComplete(List.of(leecher), 120);
          assertThat(swarm.network().calls()).isEqualTo(6);
        });
  }

  @Test
  void aTorrentThatRestsDoesNothing() {
    Swarm.of(25, 4 * MIB, 64 * KIB)
        .play(swarm -> {
          swarm.add(NodeSetup.seeder().up(200 * KIB));
          Node leecher = swarm.add(NodeSetup.leecher());
          swarm.run(5);
          leecher.torrent().pause();
          swarm.run(1);
          long received = leecher.view().downloadedBytes();
          swarm.run(60);
          assertThat(leecher.view().downloadedBytes()).isEqualTo(received);
          assertThat(leecher.view().peers()).isEmpty();
          leecher.torrent().resume();

          swarm.runUntilComplete(List.of(leecher), 300);
        });
  }

  @Test
  void aCheckInTheMiddleOfADownloadLosesNothing() {
    Swarm.of(26, 4 * MIB, 64 * KIB)
        .play(swarm -> {
          Node seeder = swarm.add(NodeSetup.seeder().up(200 * KIB));
          Node leecher =
              swarm.add(
                  NodeSetup.leecher()
                      .withoutTracker()
                      .knows(seeder.address())
                      .diskAccess(3_000_000));
          for (int i = 1; i < 8; i++) {
            swarm.at(2 * i, () -> leecher.torrent().verify());
          }

          swarm.runUntilComplete(List.of(leecher), 120);
          assertThat(leecher.view().downloadedBytes()).isLessThan(7 * MIB);
        });
  }

  /** Each ends one connection; it must be the same one. */
  @Test
  void twoPeersThatCallEachOtherAtOnceKeepOneConnection() {
    for (long seed = 60; seed < 80; seed++) {
      Swarm.of(seed, MIB, 64 * KIB)
          .play(swarm -> {
            Node seeder =
                swarm.add(NodeSetup.seeder().up(100 * KIB).withoutTracker().knows(SECOND));
            Node leecher = swarm.add(NodeSetup.leecher().withoutTracker().knows(seeder.address()));
            swarm.run(2);

            assertThat(leecher.view().peers()).hasSize(1);
          });
    }
  }

  @Test
  void seedersDoNotTakeEachOthersPlaces() {
    Swarm.of(28, MIB, 64 * KIB)
        .play(swarm -> {
          Node first = swarm.add(NodeSetup.seeder().up(500 * KIB).atMost(4));
          List<Node> early = swarm.add(12, i -> NodeSetup.leecher().atMost(4));
          swarm.runUntilComplete(early, 120);
          first.torrent().stop();

          swarm.run(600);
          assertThat(early).allSatisfy(node -> assertThat(node.view().peers()).isEmpty());
          Node late = swarm.add(NodeSetup.leecher());
          swarm.runUntilComplete(List.of(late), 60);
        });
  }

  @Test
  void ourOwnAddressIsRecognisedAndNotCalledAgain() {
    Swarm.of(29, MIB, 64 * KIB)
        .play(swarm -> {
          Node alone = swarm.add(NodeSetup.leecher());
          swarm.run(200);

          assertThat(alone.view().peers()).isEmpty();
          assertThat(swarm.network().calls()).isEqualTo(1);
        });
  }

  @Test
  void oneAddressDoesNotTakeEveryPlace() {
    Swarm.of(30, MIB, 64 * KIB)
        .play(swarm -> {
          Node seeder = swarm.add(NodeSetup.seeder().up(KIB).withoutTracker().atMost(10));
          NodeSetup caller = NodeSetup.leecher().withoutTracker().knows(seeder.address());
          Node greedy = swarm.add(caller);
          for (int i = 0; i < 20; i++) {
            swarm.addBesides(greedy, caller);
          }
          swarm.run(30);
          Node late = swarm.add(caller);
          swarm.run(30);

          assertThat(seeder.connectionsTo(greedy)).isBetween(2L, 5L);
          assertThat(seeder.connectionsTo(late)).isEqualTo(1);
        });
  }

  @Test
  void aPeerThatCalledUsIsNotCalledAgainAndAgain() {
    for (long seed = 100; seed < 110; seed++) {
      Swarm.of(seed, 16 * MIB, 256 * KIB)
          .play(swarm -> {
            Node seeder = swarm.add(NodeSetup.seeder().up(4 * KIB));
            Node leecher = swarm.add(NodeSetup.leecher());
            swarm.run(310); // until the second announce has told both of each other
            int calls = swarm.network().calls();

            swarm.run(3600);

            assertThat(leecher.isWith(List.of(seeder))).isTrue();
            assertThat(swarm.network().calls()).isEqualTo(calls);
          });
    }
  }

  @Test
  void whoHasNobodyAsksTheTrackerAsEarlyAsItAllows() {
    Swarm.of(32, MIB, 64 * KIB)
        .play(swarm -> {
          Node leecher = swarm.add(NodeSetup.leecher().unreachable());
          swarm.run(5);
          swarm.add(NodeSetup.seeder());

          swarm.runUntilComplete(List.of(leecher), 65);
          int announces = swarm.tracker().announces();
          swarm.run(200);
          assertThat(swarm.tracker().announces()).isEqualTo(announces);
        });
  }
}
