package dev.sluice.swarm.choking;

import dev.sluice.swarm.peer.PeerKey;
import java.util.concurrent.TimeUnit;

/**
 * A contender with what decides about its place.
 *
 * @param lot drawn anew for each decision, to tell equals apart
 */
record Ranked(Contender contender, Account account, int lot) {
  /** So long an unchoked peer is waited for to ask: some round trips, a guess. */
  static final long ASK_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** How long a peer that has asked may pause and still be counted: its next block may be due. */
  static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** After so long a peer that never asked loses its place to those who wait. A guess. */
  private static final long NEVER_ASKED_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** After so long one that did ask loses it: two rounds, a guess. */
  private static final long IDLE_NANOS = 2 * Choker.ROUND_NANOS;

  /** How long an idle peer is not tried again where others wait. A guess. */
  private static final long HANDICAP_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** So that an hour is the longest. */
  private static final int MAX_DOUBLINGS = 6;

  /** What is remembered of a peer. */
  static final class Account {
    boolean unchoked;
    boolean everUnchoked;

    /** Whether it is known what it made of its first chance. */
    boolean judged;

    /** Whether it was quiet when it was last looked at. */
    boolean quiet;

    /** How often in a row it was choked because it did not make use of its place. */
    int idled;

    /** When it was unchoked, or choked again; meaningless if it never was unchoked. */
    long sinceNanos;

    /** When its turn began: when it was unchoked, or asked after it had been quiet. */
    long turnNanos;

    void unchoke(long nowNanos) {
      unchoked = true;
      everUnchoked = true;
      quiet = false;
      sinceNanos = nowNanos;
      turnNanos = nowNanos;
    }

    /** It loses its place, and did not make use of it if {@code idle}. */
    void choke(boolean idle, long nowNanos) {
      idled = idle ? idled + 1 : 0;
      unchoked = false;
      sinceNanos = nowNanos;
    }

    /** How long it is not tried again because it made no use of its last places. */
    private long handicapNanos() {
      return idled == 0 ? 0 : HANDICAP_NANOS << Math.min(MAX_DOUBLINGS, idled - 1);
    }
  }

  PeerKey peer() {
    return contender.peer();
  }

  boolean isUnchoked() {
    return account.unchoked;
  }

  /** Returns whether it is choked, and would perhaps make use of a place. */
  boolean isWaiting() {
    return !account.unchoked && account.idled == 0;
  }

  private long unchokedNanos(long nowNanos) {
    return nowNanos - account.sinceNanos;
  }

  /** Returns whether it has asked for something since it was unchoked. */
  boolean hasAsked(long nowNanos) {
    return account.unchoked && contender.idleNanos() <= unchokedNanos(nowNanos);
  }

  /**
   * Returns whether it is unchoked and asks for nothing just now: it costs nothing, so it does not
   * count.
   */
  boolean isQuiet(long nowNanos) {
    if (!account.unchoked || contender.isOwed()) {
      return isIdle(nowNanos);
    }
    return hasAsked(nowNanos)
        ? contender.idleNanos() >= PAUSE_NANOS
        : unchokedNanos(nowNanos) >= ASK_NANOS;
  }

  /** Returns whether it is unchoked, and asks or may be about to. */
  boolean counts(long nowNanos) {
    return account.unchoked && !isQuiet(nowNanos);
  }

  /** Returns whether it is unchoked and makes use of that. */
  boolean isTaking(long nowNanos) {
    return hasAsked(nowNanos) && !isQuiet(nowNanos);
  }

  /** Returns whether it is unchoked, has asked for nothing, and may still do so. */
  boolean isOnTrial(long nowNanos) {
    return account.unchoked && !hasAsked(nowNanos) && unchokedNanos(nowNanos) < NEVER_ASKED_NANOS;
  }

  /** Returns whether it neither gives nor makes use of its place, or did not of its last one. */
  boolean isIdle(long nowNanos) {
    if (contender.downBytesPerSecond() > 0) {
      return false;
    }
    if (!account.unchoked) {
      return account.idled > 0;
    }
    return hasAsked(nowNanos)
        ? contender.idleNanos() >= IDLE_NANOS
        : unchokedNanos(nowNanos) >= NEVER_ASKED_NANOS;
  }

  /** Returns whether it was choked as idle, and that is long enough ago to try it again. */
  boolean mayTryAgain(long nowNanos) {
    return !account.unchoked
        && account.idled > 0
        && nowNanos - account.sinceNanos >= account.handicapNanos();
  }

  /** Returns whether it has asked, is not idle, and its turn began less than this ago. */
  boolean isInTurn(long turnNanos, long nowNanos) {
    return hasAsked(nowNanos) && !isIdle(nowNanos) && nowNanos - account.turnNanos < turnNanos;
  }

  /** Relative to now, as nanosecond clocks may wrap: more negative for who waits longer. */
  long waitsSince(long nowNanos) {
    return account.unchoked ? 0 : account.sinceNanos - nowNanos;
  }

  /** Relative to now: more negative for whose turn began earlier. */
  long takesSince(long nowNanos) {
    return account.turnNanos - nowNanos;
  }
}
