package dev.sluice.swarm.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.PeerSource;
import dev.sluice.model.PeerAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CandidatesTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
  private static final PeerAddress ANN = address(1, 6881);
  private static final PeerAddress BOB = address(2, 6881);

  private Candidates candidates = new Candidates(new Random(1));

  private static PeerAddress address(int host, int port) {
    try {
      byte[] ip = {10, (byte) (host >> 16), (byte) (host >> 8), (byte) host};
      return new PeerAddress(InetAddress.getByAddress(ip), port);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns how many of these units pass until the only address may be dialled again. */
  private long unitsUntilDialled(long nowNanos, long unitNanos) {
    long units = 0;
    for (; candidates.next(nowNanos + units * unitNanos).isEmpty(); units++) {
      assertThat(candidates.next(nowNanos + units * unitNanos + unitNanos - 1)).isEmpty();
      assertThat(units).isLessThan(1000);
    }
    return units;
  }

  private void fail(PeerAddress address, long nowNanos) {
    assertThat(candidates.next(nowNanos)).contains(address);
    candidates.ended(address, nowNanos);
  }

  @Test
  void givesEachAddressOnce() {
    assertThat(candidates.add(ANN, PeerSource.TRACKER)).isTrue();
    assertThat(candidates.add(ANN, PeerSource.PEX)).isFalse();

    assertThat(candidates.next(0)).contains(ANN);
    assertThat(candidates.next(0)).isEmpty();
    assertThat(candidates.next(100 * MINUTE)).isEmpty();
  }

  @Test
  void prefersExplicitThenUntriedThenLeastFailures() {
    PeerAddress often = address(3, 1);
    PeerAddress once = address(4, 1);
    candidates.add(often, PeerSource.TRACKER);
    fail(often, 0);
    fail(often, MINUTE);
    candidates.add(once, PeerSource.DHT);
    fail(once, 2 * MINUTE);
    candidates.add(ANN, PeerSource.TRACKER);
    candidates.add(BOB, PeerSource.EXPLICIT);

    List<PeerAddress> order = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      order.add(candidates.next(10 * MINUTE).orElseThrow());
    }

    assertThat(order).containsExactly(BOB, ANN, once, often);
  }

  @Test
  void isRandomAmongEquals() {
    Set<PeerAddress> firsts = new HashSet<>();
    for (int seed = 0; seed < 100; seed++) {
      Candidates fresh = new Candidates(new Random(seed));
      for (int host = 1; host <= 10; host++) {
        fresh.add(address(host, 1), PeerSource.TRACKER);
      }
      firsts.add(fresh.next(0).orElseThrow());
    }

    assertThat(firsts).hasSize(10);
  }

  @Nested
  class WhenAnAddressFails {
    @Test
    void anExplicitOneWaitsFromOneToSixtySeconds() {
      candidates.add(ANN, PeerSource.EXPLICIT);
      long nowNanos = 0;
      List<Long> waitsSeconds = new ArrayList<>();
      candidates.next(nowNanos);
      for (int i = 0; i < 9; i++) {
        candidates.ended(ANN, nowNanos);
        long seconds = unitsUntilDialled(nowNanos, SECOND);
        waitsSeconds.add(seconds);
        nowNanos += seconds * SECOND;
      }

      assertThat(waitsSeconds).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
    }

    @Test
    void othersWaitFromOneToThirtyMinutes() {
      candidates.add(ANN, PeerSource.TRACKER);
      long nowNanos = 0;
      List<Long> waitsMinutes = new ArrayList<>();
      candidates.next(nowNanos);
      for (int i = 0; i < 7; i++) {
        candidates.ended(ANN, nowNanos);
        long minutes = unitsUntilDialled(nowNanos, MINUTE);
        waitsMinutes.add(minutes);
        nowNanos += minutes * MINUTE;
      }

      assertThat(waitsMinutes).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
    }

    @Test
    void oneThatHangsUpSoonHasFailed() {
      candidates.add(ANN, PeerSource.EXPLICIT);
      fail(ANN, 0);
      assertThat(candidates.next(SECOND)).contains(ANN);
      candidates.connected(ANN, SECOND);

      candidates.ended(ANN, 2 * SECOND);

      assertThat(unitsUntilDialled(2 * SECOND, SECOND)).isEqualTo(2);
    }

    @Test
    void oneThatLastedIsForgivenItsFailures() {
      candidates.add(ANN, PeerSource.EXPLICIT);
      fail(ANN, 0);
      fail(ANN, SECOND);
      assertThat(candidates.next(5 * SECOND)).contains(ANN);
      candidates.connected(ANN, 5 * SECOND);

      candidates.ended(ANN, 65 * SECOND);

      assertThat(unitsUntilDialled(65 * SECOND, SECOND)).isEqualTo(1);
    }
  }

  @Nested
  class WhenAHostHasManyAddresses {
    @Test
    void itIsNotDialledOnMoreThanAFewPorts() {
      for (int port = 1; port <= 100; port++) {
        candidates.add(address(1, port), PeerSource.PEX);
      }

      assertThat(candidates.size()).isEqualTo(Candidates.MAX_PER_HOST);
      assertThat(candidates.refusedCount()).isEqualTo(100 - Candidates.MAX_PER_HOST);
    }

    @Test
    void itTakesItsShareOfPlacesAndNoMore() {
      for (int port = 1; port <= Candidates.MAX_PER_HOST; port++) {
        assertThat(candidates.accept(address(1, port), 0)).isTrue();
      }
      candidates.add(ANN, PeerSource.TRACKER);

      assertThat(candidates.accept(address(1, 1000), 0)).isFalse();
      assertThat(candidates.next(0)).isEmpty();
      assertThat(candidates.accept(address(2, 1000), 0)).isTrue();

      candidates.ended(address(1, 1), 0);
      assertThat(candidates.next(0)).contains(ANN);
      assertThat(candidates.accept(address(1, 1000), 0)).isFalse();
    }

    @Test
    void itsIpv6NetworkIsOneHost() {
      for (int host = 1; host <= Candidates.MAX_PER_HOST; host++) {
        assertThat(candidates.accept(ipv6(1, host), 0)).isTrue();
      }

      assertThat(candidates.accept(ipv6(1, 99), 0)).isFalse();
      assertThat(candidates.accept(ipv6(2, 99), 0)).isTrue();
    }

    @Test
    void thoseThatTheUserNamesAreAllDialled() {
      for (int port = 1; port <= 100; port++) {
        candidates.add(address(1, port), PeerSource.EXPLICIT);
      }

      for (int port = 1; port <= 100; port++) {
        assertThat(candidates.next(0)).isPresent();
      }
    }

    /** Those that a magnet has met are taken over so. */
    @Test
    void thoseThatTheUserNamesAreAllTakenIn() {
      for (int port = 1; port <= 100; port++) {
        candidates.add(address(1, port), PeerSource.EXPLICIT);
        assertThat(candidates.accept(address(1, port), 0)).isTrue();
      }
    }

    @Test
    void theLoopbackMayTakeEveryPlace() {
      for (int port = 1; port <= 100; port++) {
        PeerAddress address = new PeerAddress(InetAddress.getLoopbackAddress(), port);
        assertThat(candidates.accept(address, 0)).isTrue();
      }
    }

    private static PeerAddress ipv6(int network, int host) {
      byte[] ip = new byte[16];
      ip[0] = 0x20;
      ip[7] = (byte) network;
      ip[15] = (byte) host;
      try {
        return new PeerAddress(InetAddress.getByAddress(ip), 6881);
      } catch (UnknownHostException e) {
        throw new AssertionError(e);
      }
    }
  }

  @Nested
  class WhenAPeerHasCalledUs {
    private final PeerAddress caller = address(1, 50_000);

    @Test
    void whereItListensIsNotDialledUntilItLeaves() {
      candidates.accept(caller, 0);
      candidates.add(ANN, PeerSource.INCOMING);
      candidates.leadsTo(ANN, caller);

      assertThat(candidates.next(0)).isEmpty();
      candidates.ended(caller, 2 * MINUTE);

      assertThat(candidates.next(2 * MINUTE)).isEmpty();
      assertThat(candidates.next(3 * MINUTE)).contains(ANN);
    }

    @Test
    void aDialThatReachesItIsOverAndNotRepeated() {
      candidates.add(ANN, PeerSource.TRACKER);
      candidates.next(0);
      candidates.accept(caller, 0);

      candidates.leadsTo(ANN, caller);
      candidates.ended(ANN, 0);

      assertThat(candidates.next(100 * MINUTE)).isEmpty();
    }

    @Test
    void itsOldAddressMeansNothingOnceItHasLeft() {
      candidates.accept(caller, 0);
      candidates.ended(caller, 0);
      candidates.add(ANN, PeerSource.TRACKER);

      candidates.leadsTo(ANN, caller);

      assertThat(candidates.next(0)).contains(ANN);
    }
  }

  @Test
  void aBannedHostIsForgottenAndRefused() {
    candidates.add(ANN, PeerSource.EXPLICIT);

    candidates.ban(address(1, 50_000), "lied");

    assertThat(candidates.isBanned(ANN)).isTrue();
    assertThat(candidates.isBanned(BOB)).isFalse();
    assertThat(candidates.add(ANN, PeerSource.EXPLICIT)).isFalse();
    assertThat(candidates.accept(address(1, 2), 0)).isFalse();
    assertThat(candidates.next(0)).isEmpty();
  }

  @Test
  void aBanOnTheLoopbackHoldsForOnePort() {
    InetAddress loopback = InetAddress.getLoopbackAddress();

    candidates.ban(new PeerAddress(loopback, 50_000), "lied");

    assertThat(candidates.isBanned(new PeerAddress(loopback, 50_000))).isTrue();
    assertThat(candidates.isBanned(new PeerAddress(loopback, 6881))).isFalse();
  }

  @Test
  void whoWasConnectedWhenWeEndedAllMayBeDialledAtOnceAndWhoIsBannedNot() {
    PeerAddress failed = address(3, 1);
    candidates.add(failed, PeerSource.TRACKER);
    fail(failed, 0);
    candidates.add(ANN, PeerSource.TRACKER);
    candidates.add(BOB, PeerSource.TRACKER);
    candidates.next(0);
    candidates.next(0);
    candidates.connected(ANN, 0);
    candidates.connected(BOB, 0);
    candidates.ban(BOB, "lied");

    candidates.endAll();

    assertThat(candidates.next(0)).contains(ANN);
    assertThat(candidates.next(0)).isEmpty();
    assertThat(candidates.isBanned(BOB)).isTrue();
  }

  @Test
  void whoWasGoodIsTriedEveryMinuteAfterAllWereLostAndUntilSomebodyIsFound() {
    candidates.add(ANN, PeerSource.TRACKER);
    candidates.next(0);
    candidates.connected(ANN, 0);
    candidates.ended(ANN, 10 * MINUTE);
    candidates.onPeersLost(10 * MINUTE);

    long nowNanos = 10 * MINUTE;
    for (int i = 0; i < 10; i++) {
      nowNanos += unitsUntilDialled(nowNanos, SECOND) * SECOND;
      candidates.ended(ANN, nowNanos);
    }
    assertThat(unitsUntilDialled(nowNanos, SECOND)).isEqualTo(60);

    candidates.onPeersFound();
    candidates.ended(ANN, nowNanos);
    assertThat(unitsUntilDialled(nowNanos, MINUTE)).isEqualTo(30);
  }

  @Test
  void ourOwnAddressIsDroppedForGood() {
    candidates.add(ANN, PeerSource.TRACKER);
    candidates.next(0);

    candidates.dropOwn(ANN);

    assertThat(candidates.add(ANN, PeerSource.EXPLICIT)).isFalse();
    assertThat(candidates.next(MINUTE)).isEmpty();
    assertThat(candidates.add(address(1, 7777), PeerSource.TRACKER)).isTrue();
  }

  @Nested
  class WhenSourcesDiffer {
    @Test
    void theMoreTrustedOneIsDialledFirst() {
      List<PeerSource> sources = List.of(PeerSource.values());
      for (int i = sources.size() - 1; i >= 0; i--) {
        candidates.add(address(1 + i, 6881), sources.get(i));
      }

      List<PeerSource> order = new ArrayList<>();
      for (int i = 0; i < sources.size(); i++) {
        order.add(candidates.sourceOf(candidates.next(0).orElseThrow()));
      }

      assertThat(order).isEqualTo(sources);
    }

    @Test
    void theMoreTrustedOneCountsThatNamesAnAddress() {
      candidates.add(ANN, PeerSource.PEX);
      candidates.add(ANN, PeerSource.TRACKER);
      candidates.add(ANN, PeerSource.DHT);

      assertThat(candidates.sourceOf(ANN)).isEqualTo(PeerSource.TRACKER);
    }

    @Test
    void hearsayFillsHalfOfTheListAtMost() {
      for (int host = 0; host < Candidates.MAX_ADDRESSES; host++) {
        candidates.add(address(host, 6881), PeerSource.PEX);
      }

      assertThat(candidates.size()).isEqualTo(Candidates.MAX_FROM_PEX);
      assertThat(candidates.add(address(9999, 1), PeerSource.TRACKER)).isTrue();
    }

    @Test
    void thoseFoundAreForgottenAndThoseNamedByTheUserStay() {
      candidates.add(ANN, PeerSource.TRACKER);
      candidates.add(BOB, PeerSource.EXPLICIT);

      candidates.forgetFound();

      assertThat(candidates.next(0)).contains(BOB);
      assertThat(candidates.next(0)).isEmpty();
    }
  }

  @Nested
  class WhenWeKnowWhoWeAre {
    private static final PeerAddress WE = address(77, 6881);

    private List<Long> prioritiesInOrder() {
      List<Long> priorities = new ArrayList<>();
      for (var next = candidates.next(0); next.isPresent(); next = candidates.next(0)) {
        priorities.add(PeerPriority.of(WE, next.get()));
      }
      return priorities;
    }

    @Test
    void equalsAreDialledInTheCommonOrder() {
      candidates.weAre(WE);
      for (int host = 1; host <= 20; host++) {
        candidates.add(address(1000 * host, 6881), PeerSource.TRACKER);
      }

      assertThat(prioritiesInOrder()).hasSize(20).isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void thoseKnownBeforeArePutInOrder() {
      for (int host = 1; host <= 20; host++) {
        candidates.add(address(1000 * host, 6881), PeerSource.TRACKER);
      }
      candidates.weAre(WE);

      assertThat(prioritiesInOrder()).hasSize(20).isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void aPriorityIsKnownOfTheSameFamilyAlone() throws UnknownHostException {
      assertThat(candidates.priorityOf(ANN)).isEmpty();

      candidates.weAre(WE);

      assertThat(candidates.priorityOf(ANN)).hasValue(PeerPriority.of(WE, ANN));
      assertThat(candidates.priorityOf(new PeerAddress(InetAddress.getByName("::2"), 1))).isEmpty();
    }

    @Test
    void ourselvesAreNoCandidate() {
      candidates.weAre(WE);

      assertThat(candidates.add(WE, PeerSource.PEX)).isFalse();
    }
  }

  @Nested
  class WhenThereAreTooMany {
    @Test
    void refusesMore() {
      fill();

      assertThat(candidates.add(ANN, PeerSource.TRACKER)).isFalse();
      assertThat(candidates.refusedCount()).isEqualTo(1);
      assertThat(candidates.size()).isEqualTo(Candidates.MAX_ADDRESSES);
    }

    @Test
    void oneThatFailedMakesRoom() {
      fill();
      PeerAddress failed = candidates.next(0).orElseThrow();
      candidates.ended(failed, 0);

      assertThat(candidates.add(ANN, PeerSource.TRACKER)).isTrue();

      assertThat(candidates.size()).isEqualTo(Candidates.MAX_ADDRESSES);
      assertThat(candidates.add(failed, PeerSource.TRACKER)).isFalse();
    }

    @Test
    void anExplicitOneAlwaysFindsRoom() {
      fill();

      assertThat(candidates.add(ANN, PeerSource.EXPLICIT)).isTrue();
      assertThat(candidates.next(0)).contains(ANN);
    }

    private void fill() {
      for (int host = 0; host < Candidates.MAX_ADDRESSES; host++) {
        candidates.add(address(1000 + host, 1), PeerSource.TRACKER);
      }
    }
  }
}
