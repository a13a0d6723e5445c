package dev.sluice.tracker;

import java.net.URI;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** What a torrent remembers about one of its trackers. Owned by its {@link TrackerTiers}. */
final class TieredTracker {
  /** First pause after a failed or refused regular announce: never more often than this. */
  private static final long REGULAR_BACK_OFF_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** First pause after a failed announce with an event: somebody is waiting for its effect. */
  private static final long EVENT_BACK_OFF_NANOS = TimeUnit.SECONDS.toNanos(15);

  /** A tracker that was down for a day is still found within this time. */
  private static final long MAX_BACK_OFF_NANOS = TimeUnit.MINUTES.toNanos(30);

  private final URI uri;
  private final int tier;
  private AnnounceEvent event = AnnounceEvent.NONE;
  private boolean isAsking;
  private boolean heardStarted;
  private boolean owesCompleted;
  private boolean hurries;
  private boolean owesStopped;
  private boolean isDisabled;
  private long notBeforeNanos;
  private int failures;
  private int seeders = AnnounceReply.UNKNOWN;
  private int leechers = AnnounceReply.UNKNOWN;
  private Optional<AnnounceReply> lastReply = Optional.empty();

  TieredTracker(URI uri, int tier) {
    this.uri = uri;
    this.tier = tier;
  }

  URI uri() {
    return uri;
  }

  int tier() {
    return tier;
  }

  boolean isAsking() {
    return isAsking;
  }

  boolean isDisabled() {
    return isDisabled;
  }

  /** Returns when it may next be asked without hurry; meaningless if disabled. */
  long notBeforeNanos() {
    return notBeforeNanos;
  }

  /**
   * Begins a session. An announce under way goes on: a goodbye must have arrived before it hears of
   * us again, or the two may overtake each other; anything else serves the new session as well.
   */
  void start(long nowNanos) {
    boolean goesOn = isBeingAsked();
    heardStarted &= goesOn;
    owesCompleted &= goesOn;
    hurries &= goesOn;
    owesStopped = false;
    isDisabled = false;
    failures = 0;
    notBeforeNanos = nowNanos;
  }

  /** Returns whether it is asked for peers right now. */
  boolean isBeingAsked() {
    return isAsking && event != AnnounceEvent.STOPPED;
  }

  /** Returns whether it is being told goodbye. */
  boolean isHearingGoodbye() {
    return isAsking && event == AnnounceEvent.STOPPED;
  }

  /** Remembers that we became complete, if it knows us as a leecher. */
  void complete() {
    owesCompleted = heardStarted || isAsking;
    hurries = owesCompleted;
  }

  /** Remembers to take leave, if it may know us. */
  void stop() {
    owesStopped = heardStarted || isAsking;
  }

  boolean owesStopped() {
    return owesStopped;
  }

  /** Returns whether to take leave now: what it was told before must have arrived first. */
  boolean mayHearStopped() {
    return owesStopped && !isAsking;
  }

  /** Returns whether it should hear of our completion now, whatever its interval. */
  boolean mayHurry() {
    return hurries && !isAsking && heardStarted && !isDisabled && failures == 0;
  }

  boolean mayBeAsked(long nowNanos) {
    return !isAsking && !isDisabled && nowNanos - notBeforeNanos >= 0;
  }

  /** Returns what it is to be told, and counts it as asked. */
  TrackerDue ask() {
    event = owesStopped ? AnnounceEvent.STOPPED : nextEvent();
    isAsking = true;
    owesStopped = false;
    hurries = false;
    return new TrackerDue(uri, event);
  }

  private AnnounceEvent nextEvent() {
    if (!heardStarted) {
      return AnnounceEvent.STARTED;
    }
    return owesCompleted ? AnnounceEvent.COMPLETED : AnnounceEvent.NONE;
  }

  /** Takes its answer; the pause that follows depends on it. */
  void answered(AnnounceReply reply, long nowNanos, Random random) {
    boolean heardGoodbye = isHearingGoodbye();
    isAsking = false;
    lastReply = Optional.of(reply);
    if (heardGoodbye) {
      return;
    }
    switch (reply) {
      case AnnounceReply.Accepted accepted -> succeeded(accepted, nowNanos);
      case AnnounceReply.Refused refused -> refused(refused, nowNanos, random);
      case AnnounceReply.Failed failed -> backOff(firstBackOffNanos(), nowNanos, random);
    }
  }

  private void succeeded(AnnounceReply.Accepted accepted, long nowNanos) {
    heardStarted = true;
    if (event == AnnounceEvent.COMPLETED) {
      owesCompleted = false;
    }
    failures = 0;
    seeders = accepted.seeders();
    leechers = accepted.leechers();
    notBeforeNanos = nowNanos + accepted.minIntervalNanos();
  }

  private void refused(AnnounceReply.Refused refused, long nowNanos, Random random) {
    switch (refused.retry()) {
      case AnnounceReply.Retry.Unsaid unsaid -> backOff(REGULAR_BACK_OFF_NANOS, nowNanos, random);
      case AnnounceReply.Retry.After after -> {
        failures++;
        notBeforeNanos = nowNanos + after.nanos();
      }
      case AnnounceReply.Retry.Never never -> {
        failures++;
        isDisabled = true;
      }
    }
  }

  /**
   * Forgets that it could not be reached, which was our fault.
   *
   * @return whether that was so
   */
  boolean excuse(long nowNanos) {
    boolean wasUnreachable =
        !isAsking && failures > 0 && lastReply.orElse(null) instanceof AnnounceReply.Failed;
    if (wasUnreachable) {
      failures = 0;
      notBeforeNanos = nowNanos;
    }
    return wasUnreachable;
  }

  private long firstBackOffNanos() {
    return event == AnnounceEvent.NONE ? REGULAR_BACK_OFF_NANOS : EVENT_BACK_OFF_NANOS;
  }

  /** Doubles with every failure; up to a quarter more, so that clients do not come back in step. */
  private void backOff(long firstNanos, long nowNanos, Random random) {
    int doublings = Math.min(failures++, 10);
    long pauseNanos = Math.min(firstNanos << doublings, MAX_BACK_OFF_NANOS);
    notBeforeNanos = nowNanos + pauseNanos + (long) (random.nextDouble() * (pauseNanos / 4));
  }

  /** Returns the view of it, with {@code nextAnnounceInNanos} as its owner reckons. */
  TrackerStatus status(long nextAnnounceInNanos) {
    return new TrackerStatus(
        uri,
        tier,
        state(),
        lastReply,
        nextAnnounceInNanos,
        failures,
        seeders,
        leechers,
        lastReply.map(AnnounceReply::message).orElse(""));
  }

  private TrackerStatus.State state() {
    if (isAsking) {
      return TrackerStatus.State.ANNOUNCING;
    }
    if (isDisabled) {
      return TrackerStatus.State.DISABLED;
    }
    if (failures > 0) {
      return TrackerStatus.State.FAILING;
    }
    return heardStarted ? TrackerStatus.State.WORKING : TrackerStatus.State.UNTRIED;
  }
}
