package dev.sluice.swarm.choking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.swarm.peer.PeerKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChokerTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /** A swarm as the choker sees it, over many rounds, and how long each peer was unchoked. */
  private static final class Swarm {
    private final Choker choker;
    private final Role role;
    private final List<Contender> contenders = new ArrayList<>();
    private final TreeSet<Integer> unchoked = new TreeSet<>();
    private final long[] unchokedSeconds = new long[1000];
    private long second;

    Swarm(Role role, int slots, long seed) {
      this.role = role;
      this.choker = new Choker(UploadSlots.fixed(slots), new Random(seed));
    }

    Swarm add(int count, int downRate) {
      for (int i = 0; i < count; i++) {
        contenders.add(
            new Contender(
                new PeerKey(contenders.size()), true, false, false, downRate, 100_000, 0));
      }
      return this;
    }

    /** Adds peers that say they are interested and never ask. */
    Swarm addIdle(int count) {
      for (int i = 0; i < count; i++) {
        contenders.add(
            new Contender(
                new PeerKey(contenders.size()), true, false, false, 0, 0, Contender.NEVER));
      }
      return this;
    }

    void replace(int peer, boolean interested, boolean snubbing, int downRate, int upRate) {
      contenders.set(
          peer,
          new Contender(
              new PeerKey(peer),
              interested,
              snubbing,
              false,
              downRate,
              upRate,
              upRate == 0 ? Contender.NEVER : 0));
    }

    void decide() {
      Choices choices = choker.decide(role, contenders, second * SECOND);
      for (PeerKey peer : choices.choke()) {
        assertThat(unchoked.remove(peer.number())).isTrue();
      }
      for (PeerKey peer : choices.unchoke()) {
        assertThat(unchoked.add(peer.number())).isTrue();
      }
    }

    void runSeconds(int seconds) {
      for (long end = second + seconds; second < end; second++) {
        if (choker.isDue(0, second * SECOND)) {
          decide();
        }
        unchoked.forEach(peer -> unchokedSeconds[peer]++);
      }
    }

    void skipToNextRound() {
      second = (second / 10 + 1) * 10;
      decide();
    }
  }

  @Nested
  class WhenLeeching {
    @Test
    void unchokesThoseWhoGiveMostAndOneMore() {
      Swarm swarm = new Swarm(Role.LEECHING, 4, 1);
      int[] rates = {5, 90, 10, 80, 70, 0, 60, 0};
      Arrays.stream(rates).forEach(rate -> swarm.add(1, rate * 1000));

      swarm.decide();

      assertThat(swarm.unchoked).contains(1, 3, 4, 6).hasSize(5);
    }

    @Test
    void leavesOutPeersThatAreNotInterested() {
      Swarm swarm = new Swarm(Role.LEECHING, 4, 1).add(3, 1000);
      swarm.replace(1, false, false, 99_000, 0);

      swarm.decide();

      assertThat(swarm.unchoked).containsExactly(0, 2);
    }

    @Test
    void aFasterPeerTakesTheSlotOfTheSlowestAtTheNextRound() {
      Swarm swarm = new Swarm(Role.LEECHING, 2, 1).add(1, 3000).add(1, 2000).add(1, 1);
      swarm.decide();
      swarm.replace(1, true, false, 0, 0);
      swarm.replace(2, true, false, 9000, 0);

      swarm.skipToNextRound();

      assertThat(swarm.unchoked).contains(0, 2);
    }

    @Test
    void changesNoRegularSlotBetweenRounds() {
      Swarm swarm = new Swarm(Role.LEECHING, 2, 1).add(6, 1000);
      swarm.decide();
      List<Integer> before = List.copyOf(swarm.unchoked);
      for (int peer = 0; peer < 6; peer++) {
        swarm.replace(peer, true, false, swarm.unchoked.contains(peer) ? 0 : 9000, 1);
      }

      swarm.second = 5;
      swarm.decide();

      assertThat(swarm.unchoked).containsExactlyElementsOf(before);
    }

    @Test
    void fillsASlotThatIsFreeAtOnce() {
      Swarm swarm = new Swarm(Role.LEECHING, 4, 1).add(2, 1000);
      swarm.decide();
      swarm.add(1, 0);

      swarm.second = 1;
      swarm.decide();

      assertThat(swarm.unchoked).containsExactly(0, 1, 2);
    }

    @Test
    void aPeerThatSnubsUsHasNoClaimToARegularSlot() {
      Swarm swarm = new Swarm(Role.LEECHING, 1, 1).add(2, 1000);
      swarm.replace(0, true, true, 99_000, 0);
      long seconds = 0;
      for (int round = 0; round < 30; round++) {
        swarm.skipToNextRound();
        seconds += swarm.unchoked.contains(1) ? 10 : 0;
      }

      assertThat(seconds).isEqualTo(300);
    }

    @Test
    void forgetsAPeerThatIsGone() {
      Swarm swarm = new Swarm(Role.LEECHING, 1, 1).add(3, 1000);
      swarm.decide();
      int gone = swarm.unchoked.first();
      swarm.unchoked.remove(gone);
      swarm.contenders.remove(gone);

      swarm.second = 1;
      swarm.decide();

      assertThat(swarm.unchoked).hasSize(2).doesNotContain(gone);
    }

    @Test
    void aPeerThatLosesInterestIsChokedAtTheNextRound() {
      Swarm swarm = new Swarm(Role.LEECHING, 4, 1).add(2, 1000);
      swarm.decide();
      swarm.replace(0, false, false, 1000, 0);
      swarm.second = 5;
      swarm.decide();
      assertThat(swarm.unchoked).containsExactly(0, 1);

      swarm.skipToNextRound();

      assertThat(swarm.unchoked).containsExactly(1);
    }

    @Test
    void theOptimisticSlotMovesEachThirtySeconds() {
      Swarm swarm = new Swarm(Role.LEECHING, 1, 1).add(1, 99_000).add(10, 0);
      swarm.decide();
      List<Integer> guests = new ArrayList<>();
      for (int second = 0; second < 300; second++) {
        swarm.runSeconds(1);
        guests.add(swarm.unchoked.last());
      }

      for (int turn = 0; turn < 9; turn++) {
        assertThat(guests.subList(30 * turn, 30 * turn + 30)).containsOnly(guests.get(30 * turn));
        assertThat(guests.get(30 * turn + 30)).isNotEqualTo(guests.get(30 * turn));
      }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everyoneGetsAnOptimisticChance(long seed) {
      Swarm swarm = new Swarm(Role.LEECHING, 4, seed).add(4, 99_000).add(20, 0);

      swarm.runSeconds(3600);

      for (int peer = 4; peer < 24; peer++) {
        assertThat(swarm.unchokedSeconds[peer]).as("seed %d peer %d", seed, peer).isPositive();
      }
    }

    @Test
    void aNewcomerIsThreeTimesAsLikely() {
      int newcomer = 0;
      for (int seed = 0; seed < 2000; seed++) {
        Swarm swarm = new Swarm(Role.LEECHING, 1, seed).add(1, 99_000).add(4, 0);
        swarm.runSeconds(30 * 40);
        swarm.add(1, 0);
        int guest = guest(swarm);
        for (int second = 0; guest(swarm) == guest && second < 60; second++) {
          swarm.runSeconds(1);
        }
        newcomer += swarm.unchoked.contains(5) ? 1 : 0;
      }

      assertThat(newcomer / 2000.0).isBetween(0.45, 0.55); // 3 of 3 + 1 + 1 + 1, the guest left out
    }

    private int guest(Swarm swarm) {
      return swarm.unchoked.last();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void freeRidersGetUnderAQuarterOfWhatContributorsGet(long seed) {
      Swarm swarm = new Swarm(Role.LEECHING, 4, seed).add(8, 50_000).add(8, 0);
      Random random = new Random(seed);
      long[] seconds = {0, 0};
      for (int round = 0; round < 180; round++) {
        for (int peer = 0; peer < 8; peer++) {
          swarm.replace(peer, true, false, 40_000 + random.nextInt(20_000), 30_000);
        }
        swarm.runSeconds(10);
      }
      for (int peer = 0; peer < 16; peer++) {
        seconds[peer / 8] += swarm.unchokedSeconds[peer];
      }

      assertThat(4 * seconds[1]).as("seed %d", seed).isLessThan(seconds[0]);
    }
  }

  @Nested
  class WhenSeeding {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void equalPeersGetEqualTime(long seed) {
      Swarm swarm = new Swarm(Role.SEEDING, 4, seed).add(20, 0);

      swarm.runSeconds(1800);

      double fair = 1800 * 5 / 20.0;
      for (int peer = 0; peer < 20; peer++) {
        assertThat((double) swarm.unchokedSeconds[peer])
            .as("seed %d peer %d", seed, peer)
            .isBetween(0.85 * fair, 1.15 * fair);
      }
    }

    @Test
    void allStayWhenThereIsRoom() {
      Swarm swarm = new Swarm(Role.SEEDING, 4, 1).add(5, 0);

      swarm.runSeconds(600);

      for (int peer = 0; peer < 5; peer++) {
        assertThat(swarm.unchokedSeconds[peer]).isEqualTo(600);
      }
    }

    @Test
    void aTurnLastsAMinute() {
      Swarm swarm = new Swarm(Role.SEEDING, 4, 1).add(20, 0);
      swarm.runSeconds(60);
      List<Integer> first = List.copyOf(swarm.unchoked);

      swarm.runSeconds(1);

      assertThat(swarm.unchoked).hasSize(5).doesNotContainAnyElementsOf(first);
      for (int peer : first) {
        assertThat(swarm.unchokedSeconds[peer]).isEqualTo(60);
      }
    }

    @Test
    void aPeerThatTakesNothingLosesItsTurn() {
      Swarm swarm = new Swarm(Role.SEEDING, 4, 1).add(20, 0);
      for (int peer = 0; peer < 10; peer++) {
        swarm.replace(peer, true, false, 0, 0);
      }

      swarm.runSeconds(1800);

      long idle = Arrays.stream(swarm.unchokedSeconds, 0, 10).sum();
      long taking = Arrays.stream(swarm.unchokedSeconds, 10, 20).sum();
      assertThat(idle * 2).isLessThan(taking);
    }

    @Test
    void aPeerThatDoesNotAskIsFollowedByOneThatWaits() {
      Swarm swarm = new Swarm(Role.SEEDING, 4, 1).add(4, 0).addIdle(1);
      swarm.runSeconds(1);
      assertThat(swarm.unchoked).contains(4);
      swarm.add(1, 0);
      swarm.decide();
      assertThat(swarm.unchoked).containsExactly(0, 1, 2, 3, 4, 5);

      swarm.skipToNextRound();

      assertThat(swarm.unchoked).containsExactly(0, 1, 2, 3, 5);
    }

    @Test
    void idlePeersKeepTheirSlotsAsLongAsNobodyElseWantsThem() {
      Swarm swarm = new Swarm(Role.SEEDING, 4, 1).addIdle(5);

      swarm.runSeconds(600);

      for (int peer = 0; peer < 5; peer++) {
        assertThat(swarm.unchokedSeconds[peer]).isEqualTo(600);
      }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void oneThatAsksIsFoundAmongFiveHundredThatDoNot(long seed) {
      Swarm swarm = new Swarm(Role.SEEDING, 4, seed).addIdle(250).add(1, 0).addIdle(250);

      swarm.runSeconds(600);

      assertThat(swarm.unchokedSeconds[250]).as("seed %d", seed).isGreaterThan(560);
    }

    @Test
    void fiveHundredIdlePeersDoNotKeepANewcomerWaiting() {
      Swarm swarm = new Swarm(Role.SEEDING, 4, 1).addIdle(500);
      swarm.runSeconds(600);
      swarm.add(1, 0);
      swarm.decide();

      swarm.runSeconds(600);

      assertThat(swarm.unchokedSeconds[500]).isEqualTo(600);
    }

    @Test
    void aPeerThatHasWhatItWantsKeepsNobodyWaiting() {
      Swarm swarm = new Swarm(Role.SEEDING, 4, 1).add(6, 0);
      swarm.runSeconds(2);
      int done = swarm.unchoked.first();

      swarm.replace(done, true, false, 0, 0);
      swarm.runSeconds(2);

      assertThat(swarm.unchoked).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void ofFiveHundredThatAskAtOnceTenAreServedUntilTheNextRoundAndThenFive() {
      Swarm swarm = new Swarm(Role.SEEDING, 4, 1).addIdle(500);
      swarm.runSeconds(55);
      assertThat(swarm.unchoked).hasSize(500);

      for (int peer = 0; peer < 500; peer++) {
        swarm.replace(peer, true, false, 0, 1000);
      }
      swarm.decide();
      assertThat(swarm.unchoked).hasSize(10);
      swarm.skipToNextRound();

      assertThat(swarm.unchoked).hasSize(5);
    }

    @Test
    void aNewcomerIsNext() {
      Swarm swarm = new Swarm(Role.SEEDING, 4, 1).add(20, 0);
      swarm.runSeconds(600);
      swarm.add(1, 0);

      swarm.runSeconds(61);

      assertThat(swarm.unchokedSeconds[20]).isPositive();
    }
  }
}
