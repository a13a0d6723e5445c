package dev.sluice.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TrackerTiersTest {
  /** Close to the end of the clock's range: it may overflow at any time. */
  private static final long START = Long.MAX_VALUE - 1000;

  private static final URI A = URI.create("http://a.example/announce");
  private static final URI B = URI.create("http://b.example/announce");
  private static final URI C = URI.create("udp://c.example:80");

  private long now = START;

  private static TrackerTiers tiers(List<List<URI>> announceList) {
    return new TrackerTiers(announceList, new Random(1));
  }

  private TrackerTiers started(List<List<URI>> announceList) {
    TrackerTiers tiers = tiers(announceList);
    tiers.onStarted(now);
    return tiers;
  }

  /** Three tiers of one tracker each. */
  private TrackerTiers startedAbc() {
    return started(List.of(List.of(A), List.of(B), List.of(C)));
  }

  private void pass(long amount, TimeUnit unit) {
    now += unit.toNanos(amount);
  }

  private static AnnounceReply accepted() {
    long interval = TimeUnit.MINUTES.toNanos(30);
    long minInterval = TimeUnit.MINUTES.toNanos(5);
    return new AnnounceReply.Accepted(interval, minInterval, 3, 4, List.of(), "", Optional.empty());
  }

  private static AnnounceReply refused(AnnounceReply.Retry retry) {
    return new AnnounceReply.Refused("no", retry);
  }

  private static AnnounceReply failed() {
    return new AnnounceReply.Failed("down");
  }

  private void expect(TrackerTiers tiers, URI tracker, AnnounceEvent event) {
    assertThat(tiers.next(now)).contains(new TrackerDue(tracker, event));
  }

  private void expectNothing(TrackerTiers tiers) {
    assertThat(tiers.next(now)).isEmpty();
  }

  private void expectAndReply(
      TrackerTiers tiers, URI tracker, AnnounceEvent event, AnnounceReply reply) {
    expect(tiers, tracker, event);
    tiers.onReply(tracker, reply, now);
  }

  private static TrackerStatus status(TrackerTiers tiers, URI tracker, long now) {
    return tiers.statuses(now).stream()
        .filter(status -> status.url().equals(tracker))
        .findFirst()
        .orElseThrow();
  }

  @Nested
  class WhenOurNetworkWasAway {
    @Test
    void whoCouldNotBeReachedIsAskedAtOnceInTheOrderOfTheTiers() {
      TrackerTiers tiers = startedAbc();
      for (int i = 0; i < 5; i++) {
        expectAndReply(tiers, A, AnnounceEvent.STARTED, failed());
        expectAndReply(tiers, B, AnnounceEvent.STARTED, failed());
        expectAndReply(tiers, C, AnnounceEvent.STARTED, failed());
        expectNothing(tiers);
        pass(40, TimeUnit.MINUTES);
      }
      expectAndReply(tiers, A, AnnounceEvent.STARTED, failed());
      expectAndReply(tiers, B, AnnounceEvent.STARTED, failed());
      expectAndReply(tiers, C, AnnounceEvent.STARTED, failed());
      expectNothing(tiers);

      tiers.onUpheaval(now);

      expectAndReply(tiers, A, AnnounceEvent.STARTED, accepted());
      expectNothing(tiers);
    }

    @Test
    void whoRefusedUsIsLeftInPeace() {
      TrackerTiers tiers = started(List.of(List.of(A)));
      expectAndReply(tiers, A, AnnounceEvent.STARTED, refused(new AnnounceReply.Retry.Unsaid()));

      tiers.onUpheaval(now);

      expectNothing(tiers);
    }

    @Test
    void whoKnowsUsIsAskedAsSoonAsItAllows() {
      TrackerTiers tiers = started(List.of(List.of(A)));
      expectAndReply(tiers, A, AnnounceEvent.STARTED, accepted());

      tiers.onUpheaval(now);

      expectNothing(tiers);
      pass(5, TimeUnit.MINUTES);
      expect(tiers, A, AnnounceEvent.NONE);
    }
  }

  @Test
  void asksNobodyBeforeTheStart() {
    TrackerTiers tiers = tiers(List.of(List.of(A)));

    expectNothing(tiers);
    assertThat(tiers.isStopped()).isTrue();
  }

  @Test
  void countsEqualUrlsOnce() {
    TrackerTiers tiers =
        tiers(List.of(List.of(A, A), List.of(URI.create("HTTP://A.example/announce"), B)));

    assertThat(tiers.statuses(now)).extracting(TrackerStatus::url).containsExactly(A, B);
    assertThat(tiers.statuses(now)).extracting(TrackerStatus::tier).containsExactly(0, 1);
  }

  @Test
  void takesNoMoreTrackersThanItsLimit() {
    List<URI> many = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      many.add(URI.create("http://" + i + ".example/announce"));
    }

    assertThat(tiers(List.of(many)).statuses(now)).hasSize(TrackerTiers.MAX_TRACKERS);
  }

  @Test
  void shufflesWithinTiersOnly() {
    List<List<URI>> announceList = List.of(List.of(A, B), List.of(C));
    List<URI> firsts = new ArrayList<>();
    Random random = new Random(1);

    for (int i = 0; i < 20; i++) {
      List<TrackerStatus> order = new TrackerTiers(announceList, random).statuses(now);
      firsts.add(order.get(0).url());
      assertThat(order.get(2).url()).isEqualTo(C);
    }

    assertThat(firsts).contains(A, B);
  }

  @Nested
  class WhenATrackerAnswers {
    @Test
    void theOthersAreLeftInPeaceUntilItsIntervalIsOver() {
      TrackerTiers tiers = startedAbc();
      expectAndReply(tiers, A, AnnounceEvent.STARTED, accepted());

      pass(30 * 60 - 1, TimeUnit.SECONDS);
      expectNothing(tiers);

      pass(1, TimeUnit.SECONDS);
      expect(tiers, A, AnnounceEvent.NONE);
    }

    @Test
    void oneAnnounceIsUnderWayAtATime() {
      TrackerTiers tiers = startedAbc();

      expect(tiers, A, AnnounceEvent.STARTED);

      expectNothing(tiers);
    }

    @Test
    void itMovesToTheFrontOfItsTier() {
      TrackerTiers tiers = started(List.of(List.of(A, B)));
      URI first = tiers.statuses(now).get(0).url();
      URI second = tiers.statuses(now).get(1).url();
      expectAndReply(tiers, first, AnnounceEvent.STARTED, failed());

      expectAndReply(tiers, second, AnnounceEvent.STARTED, accepted());

      assertThat(tiers.statuses(now)).extracting(TrackerStatus::url).containsExactly(second, first);
    }

    @Test
    void theNextRoundIsKnown() {
      TrackerTiers tiers = startedAbc();
      expectAndReply(tiers, A, AnnounceEvent.STARTED, accepted());

      assertThat(status(tiers, A, now).nextAnnounceInNanos())
          .isEqualTo(TimeUnit.MINUTES.toNanos(30));
    }

    @Test
    void wantingPeersBringsTheRoundForwardToTheMinimum() {
      TrackerTiers tiers = startedAbc();
      expectAndReply(tiers, A, AnnounceEvent.STARTED, accepted());

      tiers.onPeersWanted(now);

      expectNothing(tiers);
      pass(5, TimeUnit.MINUTES);
      expect(tiers, A, AnnounceEvent.NONE);
    }

    @Test
    void whoFindsNobodyAsksAgainLaterAndLater() {
      TrackerTiers tiers = startedAbc();
      expectAndReply(tiers, A, AnnounceEvent.STARTED, accepted());
      List<Long> minutes = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        minutes.add(minutesUntilNextWhilePeersAreWanted(tiers));
        expectAndReply(tiers, A, AnnounceEvent.NONE, accepted());
      }
      tiers.onPeersFound();
      minutes.add(minutesUntilNextWhilePeersAreWanted(tiers));

      assertThat(minutes).containsExactly(5L, 6L, 7L, 9L, 13L, 21L, 30L, 30L, 5L);
    }

    private long minutesUntilNextWhilePeersAreWanted(TrackerTiers tiers) {
      long minutes = 0;
      tiers.onPeersWanted(now);
      while (status(tiers, A, now).nextAnnounceInNanos() > 0) {
        pass(1, TimeUnit.MINUTES);
        minutes++;
        tiers.onPeersWanted(now);
      }
      return minutes;
    }

    @Test
    void itsNumbersAreSeen() {
      TrackerTiers tiers = startedAbc();
      expectAndReply(tiers, A, AnnounceEvent.STARTED, accepted());

      TrackerStatus status = status(tiers, A, now);

      assertThat(status.state()).isEqualTo(TrackerStatus.State.WORKING);
      assertThat(status.seeders()).isEqualTo(3);
      assertThat(status.leechers()).isEqualTo(4);
      assertThat(status(tiers, B, now).state()).isEqualTo(TrackerStatus.State.UNTRIED);
    }
  }

  @Nested
  class WhenATrackerFails {
    @Test
    void everyKindOfFailureLeadsToTheNextTierAtOnce() {
      TrackerTiers tiers = startedAbc();

      expectAndReply(tiers, A, AnnounceEvent.STARTED, failed());
      expectAndReply(tiers, B, AnnounceEvent.STARTED, refused(new AnnounceReply.Retry.Unsaid()));
      expectAndReply(tiers, C, AnnounceEvent.STARTED, accepted());

      expectNothing(tiers);
    }

    @Test
    void theNextRoundBeginsAtTheFirstTierAgain() {
      TrackerTiers tiers = startedAbc();
      expectAndReply(tiers, A, AnnounceEvent.STARTED, failed());
      expectAndReply(tiers, B, AnnounceEvent.STARTED, accepted());
      pass(30, TimeUnit.MINUTES);

      expectAndReply(tiers, A, AnnounceEvent.STARTED, failed());
      expectAndReply(tiers, B, AnnounceEvent.NONE, accepted());
    }

    @Test
    void pausesGrowButEnd() {
      TrackerTiers tiers = started(List.of(List.of(A)));
      List<Long> pauseSeconds = new ArrayList<>();

      for (int i = 0; i < 12; i++) {
        expectAndReply(tiers, A, AnnounceEvent.STARTED, failed());
        expectNothing(tiers);
        long pause = status(tiers, A, now).nextAnnounceInNanos();
        pauseSeconds.add(TimeUnit.NANOSECONDS.toSeconds(pause));
        now += pause;
      }

      for (int i = 0; i < 12; i++) {
        long base = Math.min(15L << i, 1800);
        assertThat(pauseSeconds.get(i)).isBetween(base, base + base / 4);
      }
    }

    @Test
    void aRegularAnnounceIsNotRepeatedWithinAMinute() {
      TrackerTiers tiers = started(List.of(List.of(A)));
      expectAndReply(tiers, A, AnnounceEvent.STARTED, accepted());
      pass(30, TimeUnit.MINUTES);
      expectAndReply(tiers, A, AnnounceEvent.NONE, failed());

      pass(59, TimeUnit.SECONDS);
      expectNothing(tiers);

      pass(17, TimeUnit.SECONDS);
      expect(tiers, A, AnnounceEvent.NONE);
    }

    @Test
    void itsOwnWordOnWhenToRetryCounts() {
      TrackerTiers tiers = started(List.of(List.of(A)));
      long tenMinutes = TimeUnit.MINUTES.toNanos(10);
      expectAndReply(
          tiers, A, AnnounceEvent.STARTED, refused(new AnnounceReply.Retry.After(tenMinutes)));

      assertThat(status(tiers, A, now).nextAnnounceInNanos()).isEqualTo(tenMinutes);
    }

    @Test
    void oneThatSaysNeverIsNotAskedAgainInThisSession() {
      TrackerTiers tiers = started(List.of(List.of(A)));
      expectAndReply(tiers, A, AnnounceEvent.STARTED, refused(new AnnounceReply.Retry.Never()));

      pass(1000, TimeUnit.HOURS);

      expectNothing(tiers);
      assertThat(status(tiers, A, now).state()).isEqualTo(TrackerStatus.State.DISABLED);
      assertThat(status(tiers, A, now).message()).isEqualTo("no");

      tiers.onStopped();
      tiers.onStarted(now);
      expect(tiers, A, AnnounceEvent.STARTED);
    }
  }

  @Nested
  class WhenTheDownloadCompletes {
    @Test
    void theTrackerHearsItAtOnce() {
      TrackerTiers tiers = startedAbc();
      expectAndReply(tiers, A, AnnounceEvent.STARTED, accepted());

      tiers.onCompleted();

      expectAndReply(tiers, A, AnnounceEvent.COMPLETED, accepted());
      pass(30, TimeUnit.MINUTES);
      expect(tiers, A, AnnounceEvent.NONE);
    }

    @Test
    void oneThatIsJustHearingOfUsHearsItNext() {
      TrackerTiers tiers = startedAbc();
      expect(tiers, A, AnnounceEvent.STARTED);

      tiers.onCompleted();
      expectNothing(tiers);
      tiers.onReply(A, accepted(), now);

      expect(tiers, A, AnnounceEvent.COMPLETED);
    }

    @Test
    void itIsToldAgainWhenItWasLost() {
      TrackerTiers tiers = started(List.of(List.of(A)));
      expectAndReply(tiers, A, AnnounceEvent.STARTED, accepted());
      tiers.onCompleted();
      expectAndReply(tiers, A, AnnounceEvent.COMPLETED, failed());
      expectNothing(tiers);

      now += status(tiers, A, now).nextAnnounceInNanos();

      expect(tiers, A, AnnounceEvent.COMPLETED);
    }

    @Test
    void trackersThatNeverKnewUsAsALeecherDoNotHearIt() {
      TrackerTiers tiers = startedAbc();
      expectAndReply(tiers, A, AnnounceEvent.STARTED, failed());
      tiers.onCompleted();

      expectAndReply(tiers, B, AnnounceEvent.STARTED, accepted());

      pass(30, TimeUnit.MINUTES);
      expectAndReply(tiers, A, AnnounceEvent.STARTED, accepted());
      expectNothing(tiers);
    }
  }

  @Nested
  class WhenTheSessionEnds {
    @Test
    void thoseWhoMayKnowUsHearItOnceAndAfterWhatTheyWereTold() {
      TrackerTiers tiers = startedAbc();
      expectAndReply(tiers, A, AnnounceEvent.STARTED, failed());
      expectAndReply(tiers, B, AnnounceEvent.STARTED, accepted());
      pass(30, TimeUnit.MINUTES);
      expect(tiers, A, AnnounceEvent.STARTED);

      tiers.onStopped();

      expect(tiers, B, AnnounceEvent.STOPPED);
      expectNothing(tiers);
      tiers.onReply(A, failed(), now);
      expect(tiers, A, AnnounceEvent.STOPPED);
      expectNothing(tiers);
      assertThat(tiers.isStopped()).isFalse();
      tiers.onReply(A, failed(), now);
      tiers.onReply(B, accepted(), now);
      expectNothing(tiers);
      assertThat(tiers.isStopped()).isTrue();
    }

    @Test
    void nobodyHearsItIfNobodyKnewUs() {
      TrackerTiers tiers = startedAbc();
      expectAndReply(tiers, A, AnnounceEvent.STARTED, failed());

      tiers.onStopped();

      expectNothing(tiers);
      assertThat(tiers.isStopped()).isTrue();
    }

    @Test
    void anotherSessionStartsAfresh() {
      TrackerTiers tiers = startedAbc();
      expectAndReply(tiers, A, AnnounceEvent.STARTED, accepted());
      tiers.onStopped();
      expectAndReply(tiers, A, AnnounceEvent.STOPPED, accepted());

      tiers.onStarted(now);

      expect(tiers, A, AnnounceEvent.STARTED);
    }

    /** Two requests on two connections may arrive in either order. */
    @Test
    void anotherSessionBeginsWhereTheGoodbyeHasArrived() {
      TrackerTiers tiers = startedAbc();
      expectAndReply(tiers, A, AnnounceEvent.STARTED, accepted());
      tiers.onStopped();
      expect(tiers, A, AnnounceEvent.STOPPED);

      tiers.onStarted(now);

      expect(tiers, B, AnnounceEvent.STARTED);
      tiers.onReply(A, failed(), now);
      tiers.onReply(B, failed(), now);
      expect(tiers, A, AnnounceEvent.STARTED);
    }

    @Test
    void anotherSessionTakesOverAnAnnounceThatIsUnderWay() {
      TrackerTiers tiers = startedAbc();
      expect(tiers, A, AnnounceEvent.STARTED);
      tiers.onStopped();
      expectNothing(tiers);

      tiers.onStarted(now);

      expectNothing(tiers);
      tiers.onReply(A, accepted(), now);
      expectNothing(tiers);
      assertThat(status(tiers, A, now).state()).isEqualTo(TrackerStatus.State.WORKING);
    }
  }
}
