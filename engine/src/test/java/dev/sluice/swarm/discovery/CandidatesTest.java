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
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CandidatesTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
  private static final PeerAddress ANN = address(1, 6881);
  private static final PeerAddress BOB = address(2, 6881);

  private Candidates candidates = new Candidates(AddressRule.ONE_PER_IP, new SplittableRandom(1));

  private static PeerAddress address(int host, int port) {
    try {
      byte[] ip = {10, (byte) (host >> 16), (byte) (host >> 8), (byte) host};
      return new PeerAddress(InetAddress.getByAddress(ip), port);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
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
    assertThat(candidates.nextDueNanos(0)).isEqualTo(Long.MAX_VALUE);
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
      Candidates fresh = new Candidates(AddressRule.ONE_PER_IP, new SplittableRandom(seed));
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
      for (int i = 0; i < 9; i++) {
        fail(ANN, nowNanos);
        long dueNanos = candidates.nextDueNanos(nowNanos);
        assertThat(candidates.next(dueNanos - 1)).isEmpty();
        waitsSeconds.add((dueNanos - nowNanos) / SECOND);
        nowNanos = dueNanos;
      }

      assertThat(waitsSeconds).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
    }

    @Test
    void othersWaitFromOneToThirtyMinutes() {
      candidates.add(ANN, PeerSource.TRACKER);
      long nowNanos = 0;
      List<Long> waitsMinutes = new ArrayList<>();
      for (int i = 0; i < 7; i++) {
        fail(ANN, nowNanos);
        long dueNanos = candidates.nextDueNanos(nowNanos);
        waitsMinutes.add((dueNanos - nowNanos) / MINUTE);
        nowNanos = dueNanos;
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

      assertThat(candidates.nextDueNanos(2 * SECOND)).isEqualTo(4 * SECOND);
    }

    @Test
    void oneThatLastedIsForgivenItsFailures() {
      candidates.add(ANN, PeerSource.EXPLICIT);
      fail(ANN, 0);
      fail(ANN, SECOND);
      assertThat(candidates.next(5 * SECOND)).contains(ANN);
      candidates.connected(ANN, 5 * SECOND);

      candidates.ended(ANN, 65 * SECOND);

      assertThat(candidates.nextDueNanos(65 * SECOND)).isEqualTo(66 * SECOND);
    }
  }

  @Nested
  class WhenAHostIsInUse {
    @Test
    void isNotDialledOnAnotherPort() {
      candidates.add(address(1, 1), PeerSource.TRACKER);
      candidates.add(address(1, 2), PeerSource.TRACKER);

      assertThat(candidates.next(0)).isPresent();
      assertThat(candidates.next(0)).isEmpty();
    }

    @Test
    void isDialledOnAnotherPortIfPortsAreToldApart() {
      candidates = new Candidates(AddressRule.ONE_PER_PORT, new SplittableRandom(1));
      candidates.add(address(1, 1), PeerSource.TRACKER);
      candidates.add(address(1, 2), PeerSource.TRACKER);

      assertThat(candidates.next(0)).isPresent();
      assertThat(candidates.next(0)).isPresent();
    }

    @Test
    void isNotDialledWhileItIsConnectedByItsOwnCall() {
      candidates.add(ANN, PeerSource.TRACKER);
      PeerAddress caller = address(1, 50_000);

      assertThat(candidates.accept(caller, 0)).isTrue();
      assertThat(candidates.next(0)).isEmpty();
      candidates.ended(caller, SECOND);

      assertThat(candidates.next(SECOND)).contains(ANN);
    }

    @Test
    void isNotAcceptedTwice() {
      candidates.add(ANN, PeerSource.TRACKER);
      candidates.next(0);

      assertThat(candidates.accept(address(1, 50_000), 0)).isFalse();
      candidates.ended(address(1, 50_000), 0);

      assertThat(candidates.accept(address(1, 50_001), 0)).isFalse();
    }
  }

  @Test
  void aBannedHostIsForgottenAndRefused() {
    candidates.add(ANN, PeerSource.EXPLICIT);

    candidates.ban(address(1, 50_000));

    assertThat(candidates.isBanned(ANN)).isTrue();
    assertThat(candidates.add(ANN, PeerSource.EXPLICIT)).isFalse();
    assertThat(candidates.accept(address(1, 2), 0)).isFalse();
    assertThat(candidates.next(0)).isEmpty();
  }

  @Test
  void aBanHoldsForEveryPortOfCallersThoughPortsAreToldApart() {
    candidates = new Candidates(AddressRule.BANS_PER_IP, new SplittableRandom(1));

    candidates.ban(address(1, 50_000));

    assertThat(candidates.isBanned(address(1, 6881))).isTrue();
    assertThat(candidates.isBanned(address(2, 50_000))).isFalse();
  }

  @Test
  void aBanOnTheLoopbackHoldsForOnePort() {
    candidates = new Candidates(AddressRule.BANS_PER_IP, new SplittableRandom(1));
    InetAddress loopback = InetAddress.getLoopbackAddress();

    candidates.ban(new PeerAddress(loopback, 50_000));

    assertThat(candidates.isBanned(new PeerAddress(loopback, 50_000))).isTrue();
    assertThat(candidates.isBanned(new PeerAddress(loopback, 6881))).isFalse();
  }

  @Test
  void aBanHoldsForOnePortIfPortsAreToldApart() {
    candidates = new Candidates(AddressRule.ONE_PER_PORT, new SplittableRandom(1));

    candidates.ban(address(1, 1));

    assertThat(candidates.isBanned(address(1, 1))).isTrue();
    assertThat(candidates.isBanned(address(1, 2))).isFalse();
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

    /** Threats, 18: one victim is named with ever other ports. */
    @Test
    void hearsayNamesFewPortsOfOneHost() {
      int known = 0;
      for (int port = 2000; port < 3000; port++) {
        known += candidates.add(address(1, port), PeerSource.PEX) ? 1 : 0;
      }

      assertThat(known).isEqualTo(Candidates.MAX_PORTS_FROM_PEX);
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
  class WhenACallerSaysWhereItListens {
    private static final PeerAddress CALLER = address(1, 50_000);

    @Test
    void itIsNotDialledThereWhileItIsHere() {
      candidates = new Candidates(AddressRule.BANS_PER_IP, new SplittableRandom(1));
      candidates.accept(CALLER, 0);

      candidates.listens(CALLER, ANN);

      assertThat(candidates.next(0)).isEmpty();
      assertThat(candidates.add(ANN, PeerSource.PEX)).isFalse();
    }

    @Test
    void itIsDialledThereSomeTimeAfterItHasGone() {
      candidates = new Candidates(AddressRule.BANS_PER_IP, new SplittableRandom(1));
      candidates.accept(CALLER, 0);
      candidates.listens(CALLER, ANN);

      candidates.ended(CALLER, 2 * MINUTE);

      assertThat(candidates.next(2 * MINUTE)).isEmpty();
      assertThat(candidates.next(3 * MINUTE)).contains(ANN);
    }

    @Test
    void nobodyElseMaySayIt() {
      candidates = new Candidates(AddressRule.BANS_PER_IP, new SplittableRandom(1));

      candidates.listens(CALLER, ANN);

      assertThat(candidates.size()).isZero();
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
