package dev.sluice.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.PeerSource;
import dev.sluice.api.PeerView;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Peers that no tracker names. */
class DiscoveryTest {
  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;
  private static final int MINUTE = 60;

  private static PeerView view(Node node, Node of) {
    return node.view().peers().stream()
        .filter(peer -> peer.address().ip().equals(of.address().ip()))
        .findAny()
        .orElseThrow(() -> new AssertionError(node + " is not connected to " + of));
  }

  private static NodeSetup withPex(NodeSetup setup) {
    return setup.withoutTracker().finding(PeerSource.PEX);
  }

  @Nested
  class WhenPeersTellOfEachOther {
    @Test
    void oneThatKnowsALeecherAloneFindsTheSeeder() {
      Swarm.of(110, 4 * MIB, 64 * KIB)
          .play(swarm -> {
            Node seeder = swarm.add(withPex(NodeSetup.seeder().up(200 * KIB)));
            Node hub = swarm.add(withPex(NodeSetup.leecher()).knows(seeder.address()).up(10 * KIB));
            Node far = swarm.add(withPex(NodeSetup.leecher()).knows(hub.address()));

            swarm.runUntil("the seeder is found", () -> far.isWith(List.of(seeder)), 30);

            assertThat(List.of(view(far, seeder).source(), view(seeder, far).source()))
                .containsExactlyInAnyOrder(PeerSource.PEX, PeerSource.INCOMING);
            assertThat(view(far, hub).source()).isEqualTo(PeerSource.EXPLICIT);
            swarm.runUntilComplete(List.of(hub, far), 120);
          });
    }

    @Test
    void aWholeSwarmMeetsThatKnewOneAlone() {
      Swarm.of(111, 4 * MIB, 64 * KIB)
          .play(swarm -> {
            Node first = swarm.add(withPex(NodeSetup.seeder().up(100 * KIB)));
            List<Node> others =
                swarm.add(
                    20, i -> withPex(NodeSetup.leecher()).knows(first.address()).up(30 * KIB));

            swarm.runUntil(
                "all have met",
                () -> others.stream().allMatch(node -> node.isWith(others)),
                3 * MINUTE);
          });
    }

    /** BEP 55. */
    @Test
    void twoWhoseRoutersLetNobodyInMeetWithTheHelpOfAThird() {
      Swarm.of(114, 4 * MIB, 64 * KIB)
          .play(swarm -> {
            Node hub = swarm.add(withPex(NodeSetup.leecher()).up(10 * KIB));
            Node seeder = swarm.add(withPex(NodeSetup.seeder().up(200 * KIB)).knows(hub.address()));
            Node far = swarm.add(withPex(NodeSetup.leecher()).knows(hub.address()));
            swarm.network().putRouterBefore(seeder.address());
            swarm.network().putRouterBefore(far.address());

            swarm.runUntil("they have met", () -> far.isWith(List.of(seeder)), 3 * MINUTE);
          });
    }

    @Test
    void nobodyIsToldWhereOneDoesNotTakePart() {
      Swarm.of(112, 4 * MIB, 64 * KIB)
          .play(swarm -> {
            Node seeder = swarm.add(withPex(NodeSetup.seeder().up(20 * KIB)));
            Node hub = swarm.add(NodeSetup.leecher().withoutTracker().knows(seeder.address()));
            Node far = swarm.add(withPex(NodeSetup.leecher()).knows(hub.address()));

            swarm.run(MINUTE);

            assertThat(far.isWith(List.of(hub))).isTrue();
            assertThat(far.isWithout(List.of(seeder))).isTrue();
          });
    }

    @Test
    void whoHasGoneIsNotSpokenOfAnyMore() {
      Swarm.of(113, 4 * MIB, 64 * KIB)
          .play(swarm -> {
            Node seeder = swarm.add(withPex(NodeSetup.seeder().up(5 * KIB)));
            Node hub = swarm.add(withPex(NodeSetup.leecher()).knows(seeder.address()));
            swarm.runUntil("they have met", () -> hub.isWith(List.of(seeder)), 10);
            seeder.stop();
            swarm.runUntil("it has gone", () -> hub.isWithout(List.of(seeder)), 10);

            Node late = swarm.add(withPex(NodeSetup.leecher()).knows(hub.address()));
            swarm.run(50);

            assertThat(late.view().knownPeers()).isEqualTo(1);
          });
    }
  }

  @Nested
  class InTheLocalNetwork {
    private static NodeSetup withLsd(NodeSetup setup) {
      return setup.withoutTracker().finding(PeerSource.LSD);
    }

    @Test
    void twoThatKnowNobodyFindEachOther() {
      Swarm.of(120, 4 * MIB, 64 * KIB)
          .play(swarm -> {
            swarm.add(withLsd(NodeSetup.seeder()));
            swarm.run(MINUTE);
            Node leecher = swarm.add(withLsd(NodeSetup.leecher().up(10 * KIB)));

            swarm.runUntilComplete(List.of(leecher), 10);
          });
    }

    @Test
    void thePeerIsKnownToComeFromThere() {
      Swarm.of(121, 4 * MIB, 64 * KIB)
          .play(swarm -> {
            Node seeder = swarm.add(withLsd(NodeSetup.seeder().up(100 * KIB)));
            Node leecher = swarm.add(withLsd(NodeSetup.leecher()));

            swarm.runUntil("they have met", () -> leecher.isWith(List.of(seeder)), 10);
            swarm.run(1); // the seeder was alone, and its view is no newer

            assertThat(List.of(view(leecher, seeder).source(), view(seeder, leecher).source()))
                .contains(PeerSource.LSD);
          });
    }

    @Test
    void eachAnnouncesOnceInFiveMinutes() {
      Swarm.of(122, MIB, 64 * KIB)
          .play(swarm -> {
            swarm.add(withLsd(NodeSetup.seeder()));
            swarm.add(withLsd(NodeSetup.leecher()));

            swarm.run(21 * MINUTE);

            assertThat(swarm.lan().said()).hasSize(2 * 5);
          });
    }

    @Test
    void whoRestsIsSilent() {
      Swarm.of(123, MIB, 64 * KIB)
          .play(swarm -> {
            Node seeder = swarm.add(withLsd(NodeSetup.seeder()));
            swarm.run(MINUTE);
            seeder.torrent().pause();
            swarm.run(10 * MINUTE);
            assertThat(swarm.lan().said()).hasSize(1);

            seeder.torrent().resume();
            swarm.run(MINUTE);

            assertThat(swarm.lan().said()).hasSize(2);
          });
    }
  }

  @Nested
  class WhenAllPlacesAreTaken {
    /** Two that have nothing and wait for us fill the places; then the seeder appears. */
    @Test
    void oneWhoIsOfNoUseMakesRoomForTheSeeder() {
      Swarm.of(130, 2 * MIB, 64 * KIB)
          .play(swarm -> {
            Node full = swarm.add(NodeSetup.leecher().atMost(2));
            swarm.add(2, i -> NodeSetup.leecher().withoutTracker().knows(full.address()));
            swarm.runUntil("all places are taken", () -> full.view().peers().size() == 2, 10);

            swarm.add(NodeSetup.seeder());

            swarm.runUntilComplete(List.of(full), 10 * MINUTE);
          });
    }
  }
}
