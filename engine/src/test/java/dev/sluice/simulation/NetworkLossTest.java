package dev.sluice.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.HeldBackBy;
import dev.sluice.api.TorrentState;
import dev.sluice.dht.NodeRole;
import dev.sluice.dht.node.Ips;
import dev.sluice.model.PeerAddress;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Our own network goes away and comes back: a pulled cable, another network, a closed lid. */
class NetworkLossTest {
  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;
  private static final int HOUR = 3600;

  private static HeldBackBy heldBack(Node node) {
    return node.view().backpressure().heldBackBy();
  }

  @Nested
  class WhenTheCableIsPulled {
    @Test
    void noNetworkIsTheReasonAndNotThatThereAreNoPeers() {
      Swarm.of(200, 16 * MIB, 256 * KIB)
          .play(swarm -> {
            swarm.add(NodeSetup.seeder().up(50 * KIB));
            Node leecher = swarm.add(NodeSetup.leecher());
            swarm.run(20);
            leecher.unplug();

            swarm.run(200); // until the silence of the seeder is noticed
            assertThat(heldBack(leecher)).isEqualTo(HeldBackBy.NO_NETWORK);

            leecher.plugIn();
            leecher.cutOff(); // the cable is in, and the line behind it dead
            swarm.run(20);
            assertThat(heldBack(leecher)).isEqualTo(HeldBackBy.NO_PEERS);
          });
    }

    @Test
    void aSeedSaysSoToo() {
      Swarm.of(201, MIB, 64 * KIB)
          .play(swarm -> {
            Node seeder = swarm.add(NodeSetup.seeder());
            swarm.run(20);
            assertThat(heldBack(seeder)).isEqualTo(HeldBackBy.NOTHING);
            seeder.unplug();
            swarm.run(20);

            assertThat(seeder.state()).isEqualTo(TorrentState.SEEDING);
            assertThat(heldBack(seeder)).isEqualTo(HeldBackBy.NO_NETWORK);
          });
    }

    @Test
    void aMagnetThatFindsNobodySaysSoToo() {
      Swarm.of(202, MIB, 64 * KIB)
          .play(swarm -> {
            swarm.add(NodeSetup.seeder());
            Node magnet = swarm.addMagnet(NodeSetup.leecher());
            magnet.unplug();
            swarm.run(60);
            assertThat(heldBack(magnet)).isEqualTo(HeldBackBy.NO_NETWORK);
            magnet.plugIn();

            swarm.runUntilComplete(List.of(magnet), 30);
          });
    }

    /** After hours of failures trackers and peers would not be tried for half an hour. */
    @Test
    void everybodyIsTriedAtOnceWhenItIsPluggedInAgain() {
      for (long seed = 210; seed < 220; seed++) {
        Swarm.of(seed, 16 * MIB, 256 * KIB)
            .play(swarm -> {
              List<Node> seeders = swarm.add(3, i -> NodeSetup.seeder().up(20 * KIB));
              Node leecher = swarm.add(NodeSetup.leecher().unreachable());
              swarm.run(30); // too short for anybody to have proven good
              leecher.unplug();
              swarm.run(5 * HOUR);
              leecher.plugIn();

              swarm.runUntil("all are back", () -> leecher.isWith(seeders), 20);
            });
      }
    }

    @Test
    void aTrackerThatCouldNotBeReachedIsAskedAtOnceWhenItIsPluggedInAgain() {
      Swarm.of(203, MIB, 64 * KIB)
          .play(swarm -> {
            swarm.add(NodeSetup.seeder());
            Node leecher = swarm.add(NodeSetup.leecher().unreachable());
            leecher.unplug();
            swarm.run(5 * HOUR);
            leecher.plugIn();

            swarm.runUntilComplete(List.of(leecher), 20);
          });
    }
  }

  @Nested
  class WhenTheAddressChanges {
    @Test
    void deadConnectionsAreNotWaitedForUntilTheyAreSilentForMinutes() {
      for (long seed = 220; seed < 230; seed++) {
        Swarm.of(seed, 16 * MIB, 256 * KIB)
            .play(swarm -> {
              List<Node> seeders = swarm.add(3, i -> NodeSetup.seeder().up(20 * KIB));
              Node leecher = swarm.add(NodeSetup.leecher().unreachable());
              swarm.run(100);
              leecher.cutOff();
              swarm.run(2);
              leecher.moveTo(Network.addressOf(77).ip());
              long before = leecher.view().downloadedBytes();

              swarm.run(40);
              assertThat(leecher.isWith(seeders)).isTrue();
              assertThat(leecher.view().downloadedBytes()).isGreaterThan(before);
            });
      }
    }
  }

  @Nested
  class WhenTheMachineSlept {
    @Test
    void deadConnectionsAreNotWaitedForUntilTheyAreSilentForMinutes() {
      for (long seed = 230; seed < 240; seed++) {
        Swarm.of(seed, 16 * MIB, 256 * KIB)
            .play(swarm -> {
              List<Node> seeders = swarm.add(3, i -> NodeSetup.seeder().up(20 * KIB));
              Node leecher = swarm.add(NodeSetup.leecher().unreachable());
              swarm.run(100);
              leecher.cutOff();
              swarm.run(2);
              leecher.wakeAfter(8 * HOUR);
              long before = leecher.view().downloadedBytes();

              swarm.run(40);
              assertThat(leecher.isWith(seeders)).isTrue();
              assertThat(leecher.view().downloadedBytes()).isGreaterThan(before);
            });
      }
    }

    @Test
    void aClockThatIsOnlySetPartsWithNobodyWhoGives() {
      for (int hours : new int[] {-9, 9}) {
        Swarm.of(204, 4 * MIB, 256 * KIB)
            .play(swarm -> {
              Node seeder = swarm.add(NodeSetup.seeder().up(20 * KIB));
              Node leecher = swarm.add(NodeSetup.leecher().unreachable().knows(seeder.address()));
              swarm.run(20);
              PeerAddress calledFrom = seeder.view().peers().get(0).address();
              leecher.wakeAfter(hours * HOUR);
              swarm.run(60);

              assertThat(seeder.view().peers()).hasSize(1);
              assertThat(seeder.view().peers().get(0).address()).isEqualTo(calledFrom);
            });
      }
    }
  }

  @Nested
  class TheNodeOfTheTable {
    private static final PeerAddress DOOR = Ips.at("60.1.2.3", 7000);

    @Test
    void looksForTheWayInAtOnceWhenTheNetworkIsBack() {
      DhtStage stage = new DhtStage(NodeRole.FULL, DOOR);
      stage.run(HOUR);
      stage.takeSent();
      stage.run(5);
      assertThat(stage.takeSentTo(DOOR)).isEmpty();
      stage.dht().rejoin();
      stage.run(3);

      assertThat(stage.takeSentTo(DOOR)).isNotEmpty();
    }
  }
}
