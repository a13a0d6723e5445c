package dev.sluice.tracker;

import dev.sluice.model.Bep;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Decides which tracker of a torrent is asked, when, and what it is told.
 *
 * <p>As BEP 12 has it: tiers in order, within a tier in an order that is shuffled once and then
 * moves the tracker that answered to the front. The first success ends the round; the next round
 * comes after the interval of that tracker and begins at the first tier again. A tracker that fails
 * or refuses, however it does so, is passed over at once and left alone for a growing pause.
 *
 * <p>Every tracker hears {@link AnnounceEvent#STARTED} first; {@link AnnounceEvent#COMPLETED} at
 * once if it knew us as a leecher; {@link AnnounceEvent#STOPPED} if it may know us at all.
 *
 * <p>How to use it: tell it facts ({@code on...}), then call {@link #next} until it is empty, make
 * those announces, and come back with {@link #onReply}; look again every now and then. All {@code
 * nowNanos} come from one monotonic clock.
 *
 * <p>Owned by the torrent actor.
 */
@Bep({3, 12})
public final class TrackerTiers {
  /** More would only be somebody's attempt to make us knock at many doors. */
  static final int MAX_TRACKERS = 100;

  /** By how much the second early round waits longer than the first; then twice as long. */
  private static final long FIRST_PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** An hour and more: longer than most trackers' interval. */
  private static final int MAX_EARLY_ROUNDS = 7;

  private final List<List<TieredTracker>> tiers = new ArrayList<>();
  private final Random random;
  private Phase phase = Phase.IDLE;
  private long dueNanos;

  /** Whether the next round was brought forward. */
  private boolean isEarly;

  /** How many were, one after the other, and found nobody. */
  private int earlyRounds;

  /**
   * Makes one that is idle until {@link #onStarted}.
   *
   * @param announceList the tiers; a URL that stands in it twice counts at its first place, and
   *     those behind the first {@link #MAX_TRACKERS} are left out
   * @param random shuffles the tiers and spreads the pauses
   */
  public TrackerTiers(List<List<URI>> announceList, Random random) {
    this.random = random;
    Set<URI> known = new HashSet<>();
    for (List<URI> urls : announceList) {
      List<TieredTracker> tier = new ArrayList<>();
      for (URI url : urls) {
        if (known.size() < MAX_TRACKERS && known.add(url)) {
          tier.add(new TieredTracker(url, tiers.size()));
        }
      }
      if (!tier.isEmpty()) {
        shuffle(tier, random);
        tiers.add(tier);
      }
    }
  }

  private static void shuffle(List<TieredTracker> tier, Random random) {
    for (int i = tier.size() - 1; i > 0; i--) {
      Collections.swap(tier, i, random.nextInt(i + 1));
    }
  }

  /** Begins a session of the torrent, the first or another: nobody has heard of us. */
  public void onStarted(long nowNanos) {
    phase = Phase.ACTIVE;
    dueNanos = nowNanos;
    isEarly = false;
    earlyRounds = 0;
    all().forEach(tracker -> tracker.start(nowNanos));
  }

  /** The download has just become complete. Not for a torrent that was complete at the start. */
  public void onCompleted() {
    all().forEach(TieredTracker::complete);
  }

  /**
   * The session of the torrent ends. Announces under way are answered first; who is to hear goodbye
   * hears it after that.
   */
  public void onStopped() {
    phase = Phase.STOPPING;
    all().forEach(TieredTracker::stop);
  }

  /**
   * Nobody is there, and peers are wanted: the next round comes as early as the trackers' minimum
   * allows; if that brings nobody the one after it a little later, and so on until the regular
   * interval is reached.
   */
  public void onPeersWanted(long nowNanos) {
    long backOffNanos = earlyRounds == 0 ? 0 : FIRST_PATIENCE_NANOS << (earlyRounds - 1);
    for (TieredTracker tracker : all()) {
      long earlyNanos = later(nowNanos, tracker.notBeforeNanos() + backOffNanos);
      if (isWorking(tracker) && earlyNanos - dueNanos < 0) {
        dueNanos = earlyNanos;
        isEarly = true;
      }
    }
  }

  /** Somebody is there: when all are gone the next time, patience begins anew. */
  public void onPeersFound() {
    earlyRounds = 0;
  }

  /**
   * Our own network was away or has changed: whoever could not be reached is asked again at once,
   * and whoever knows us as soon as it allows, for our address may be another.
   */
  public void onUpheaval(long nowNanos) {
    boolean any = false;
    for (TieredTracker tracker : all()) {
      any |= tracker.excuse(nowNanos);
    }
    earlyRounds = 0;
    if (any) {
      dueNanos = earlier(dueNanos, nowNanos);
    } else {
      onPeersWanted(nowNanos);
    }
  }

  /** Takes the outcome of an announce that {@link #next} asked for. */
  public void onReply(URI tracker, AnnounceReply reply, long nowNanos) {
    for (TieredTracker known : all()) {
      if (known.uri().equals(tracker) && known.isAsking()) {
        boolean heardGoodbye = known.isHearingGoodbye();
        known.answered(reply, nowNanos, random);
        if (!heardGoodbye) {
          plan(known, reply, nowNanos);
        }
        return;
      }
    }
  }

  private void plan(TieredTracker tracker, AnnounceReply reply, long nowNanos) {
    if (reply instanceof AnnounceReply.Accepted accepted) {
      dueNanos = nowNanos + accepted.intervalNanos();
      earlyRounds = Math.min(MAX_EARLY_ROUNDS, earlyRounds + (isEarly ? 1 : 0));
      isEarly = false;
      List<TieredTracker> tier = tiers.get(tracker.tier());
      tier.remove(tracker);
      tier.add(0, tracker);
      return;
    }
    dueNanos = earlier(dueNanos, nowNanos);
  }

  /** Returns an announce to make now; call again until empty. It then counts as under way. */
  public Optional<TrackerDue> next(long nowNanos) {
    return switch (phase) {
      case IDLE -> Optional.empty();
      case ACTIVE -> hurried().or(() -> regular(nowNanos)).map(TieredTracker::ask);
      case STOPPING -> first(TieredTracker::mayHearStopped).map(TieredTracker::ask);
    };
  }

  private Optional<TieredTracker> hurried() {
    return first(TieredTracker::mayHurry);
  }

  private Optional<TieredTracker> regular(long nowNanos) {
    boolean isDue = nowNanos - dueNanos >= 0;
    return isDue && first(TieredTracker::isBeingAsked).isEmpty()
        ? first(tracker -> tracker.mayBeAsked(nowNanos))
        : Optional.empty();
  }

  /**
   * Returns whether the session has ended and every tracker that knew us has answered our leave.
   */
  public boolean isStopped() {
    return phase != Phase.ACTIVE
        && first(tracker -> tracker.owesStopped() || tracker.isAsking()).isEmpty();
  }

  /**
   * Returns how we stand with every tracker: tiers in order, within a tier in the present order.
   */
  public List<TrackerStatus> statuses(long nowNanos) {
    List<TrackerStatus> statuses = new ArrayList<>();
    for (TieredTracker tracker : all()) {
      long inNanos = later(dueNanos, tracker.notBeforeNanos()) - nowNanos;
      statuses.add(tracker.status(phase == Phase.ACTIVE ? Math.max(0, inNanos) : 0));
    }
    return statuses;
  }

  private List<TieredTracker> all() {
    List<TieredTracker> all = new ArrayList<>();
    tiers.forEach(all::addAll);
    return all;
  }

  private Optional<TieredTracker> first(Predicate<TieredTracker> property) {
    return all().stream().filter(property).findFirst();
  }

  private static boolean isWorking(TieredTracker tracker) {
    return tracker.status(0).state() == TrackerStatus.State.WORKING;
  }

  /** Compares by difference: the origin of a monotonic clock is arbitrary, it may overflow. */
  private static long later(long oneNanos, long otherNanos) {
    return oneNanos - otherNanos >= 0 ? oneNanos : otherNanos;
  }

  private static long earlier(long oneNanos, long otherNanos) {
    return oneNanos - otherNanos <= 0 ? oneNanos : otherNanos;
  }

  private enum Phase {
    IDLE,
    ACTIVE,
    STOPPING
  }
}
