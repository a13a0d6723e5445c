package dev.sluice.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.PeerSource;
import dev.sluice.model.PeerAddress;
import dev.sluice.model.PeerId;
import dev.sluice.swarm.discovery.Candidates;
import dev.sluice.swarm.discovery.PeerPriority;
import dev.sluice.swarm.peer.PeerKey;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TurnoverTest {
  private static final PeerAddress WE = address(200);
  private static final PeerAddress UNTRIED = address(100);
  private static final long LATER = Turnover.GRACE_NANOS;

  private final PeerTable peers = new PeerTable();
  private final Candidates candidates = new Candidates(new Random(1));
  private final Turnover turnover = new Turnover(peers, candidates);

  private static PeerAddress address(int host) {
    try {
      byte[] ip = {(byte) host, (byte) (host * 7), 8, 8};
      return new PeerAddress(InetAddress.getByAddress(ip), 6881);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private Peer join(int host, PeerSource source) {
    PeerOpening opening =
        new PeerOpening(
            new PeerKey(host),
            new RecordingLink(),
            address(host),
            PeerId.random(new Random(host)),
            false,
            source,
            true,
            true,
            false);
    Peer peer = new Peer(opening, 10, 0);
    peers.add(peer);
    return peer;
  }

  private Peer join(int host) {
    return join(host, PeerSource.TRACKER);
  }

  @Nested
  class WhenAnAddressWaitsToBeTried {
    WhenAnAddressWaitsToBeTried() {
      candidates.add(UNTRIED, PeerSource.TRACKER);
    }

    @Test
    void onePeerOfNoUseGoesAndTheNextOnlyLater() {
      join(1);
      join(2);

      assertThat(turnover.next(LATER)).isPresent();
      assertThat(turnover.next(LATER + Turnover.INTERVAL_NANOS - 1)).isEmpty();
      assertThat(turnover.next(LATER + Turnover.INTERVAL_NANOS)).isPresent();
    }

    @Test
    void everybodyHasTimeToBegin() {
      join(1);

      assertThat(turnover.next(LATER - 1)).isEmpty();
    }

    @Test
    void whoGivesStays() {
      Peer giver = join(1);
      giver.wanted = true;
      giver.choking = false;

      assertThat(turnover.next(LATER)).isEmpty();
    }

    @Test
    void whoNeverAskedThoughItMightHaveGoes() {
      Peer idle = join(1);
      idle.interested = true;
      idle.hadChance = true;

      assertThat(turnover.next(LATER)).contains(idle);
    }

    @Test
    void whoEverAskedStays() {
      Peer taker = join(1);
      taker.interested = true;
      taker.hadChance = true;
      taker.hasAsked = true;

      assertThat(turnover.next(LATER)).isEmpty();
    }

    @Test
    void whoWaitsForItsTurnStays() {
      join(1).interested = true;

      assertThat(turnover.next(LATER)).isEmpty();
    }

    @Test
    void whomTheUserNamedStays() {
      join(1, PeerSource.EXPLICIT);

      assertThat(turnover.next(LATER)).isEmpty();
    }

    @Test
    void whoIsOfLeastUseGoesFirst() {
      Peer idle = join(1);
      idle.interested = true;
      idle.hadChance = true;
      Peer useless = join(2);

      assertThat(turnover.next(LATER)).contains(useless);
    }

    @Test
    void nobodyGoesTwice() {
      Peer first = join(1);
      first.part();

      assertThat(turnover.next(LATER)).isEmpty();
    }
  }

  @Test
  void nobodyGoesForAnAddressThatHasFailedUntilItIsDueAgain() {
    join(1);
    candidates.add(UNTRIED, PeerSource.TRACKER);
    candidates.next(0);
    candidates.ended(UNTRIED, LATER);

    assertThat(turnover.next(LATER)).isEmpty();
    assertThat(turnover.next(2 * LATER)).isPresent();
  }

  @Nested
  class WhenACallerComes {
    /** Hosts from the least to the most wanted by the common order. */
    private final List<Integer> ranked =
        IntStream.rangeClosed(1, 9)
            .boxed()
            .sorted(Comparator.comparingLong(host -> PeerPriority.of(WE, address(host))))
            .toList();

    WhenACallerComes() {
      candidates.weAre(WE);
    }

    @Test
    void theOneWhomTheCommonOrderPutsLastMakesRoom() {
      join(ranked.get(3));
      Peer last = join(ranked.get(0));

      assertThat(turnover.placeFor(address(ranked.get(5)), LATER)).contains(last);
    }

    @Test
    void aCallerBehindEverybodyGetsNoPlace() {
      join(ranked.get(3));
      join(ranked.get(4));

      assertThat(turnover.placeFor(address(ranked.get(0)), LATER)).isEmpty();
    }

    @Test
    void whoIsOfUseIsNotSentAwayForACaller() {
      Peer giver = join(ranked.get(0));
      giver.wanted = true;
      giver.choking = false;

      assertThat(turnover.placeFor(address(ranked.get(8)), LATER)).isEmpty();
    }
  }

  @Test
  void aCallerGetsAPlaceOnceInAWhileAsLongAsWeDoNotKnowWhoWeAre() {
    join(1);
    join(2);

    assertThat(turnover.placeFor(address(3), LATER)).isPresent();
    assertThat(turnover.placeFor(address(4), LATER + Turnover.INTERVAL_NANOS - 1)).isEmpty();
    assertThat(turnover.placeFor(address(4), LATER + Turnover.INTERVAL_NANOS)).isPresent();
  }
}
