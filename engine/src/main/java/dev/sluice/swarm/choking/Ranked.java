package dev.sluice.swarm.choking;

import dev.sluice.swarm.peer.PeerKey;
import java.util.concurrent.TimeUnit;

/**
 * A contender with what decides about its place.
 *
 * @param lot drawn anew for each decision, to tell equals apart
 */
record Ranked(Contender contender, Account account, int lot) {
  /**
   * How long a peer may take to ask, once it is unchoked: a few round trips over a full line. A
   * guess.
   */
  static final long ASK_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** How long a peer that has asked may pause: two rounds, a guess. */
  static final long IDLE_NANOS = 2 * Choker.ROUND_NANOS;

  /** What is remembered of a peer. */
  static final class Account {
    boolean unchoked;
    boolean everUnchoked;

    /** Whether it is known what it made of its first chance. */
    boolean judged;

    /** Whether it was choked because it did not make use of its place. */
    boolean idled;

    /** When it was unchoked, or choked again; meaningless if it never was unchoked. */
    long sinceNanos;
  }

  PeerKey peer() {
    return contender.peer();
  }

  private long unchokedNanos(long nowNanos) {
    return nowNanos - account.sinceNanos;
  }

  /** Returns whether it has asked for something since it was unchoked. */
  boolean hasAsked(long nowNanos) {
    return account.unchoked && contender.idleNanos() <= unchokedNanos(nowNanos);
  }

  /** Returns whether it is unchoked, has asked for nothing, and may still do so. */
  boolean isOnTrial(long nowNanos) {
    return account.unchoked && !hasAsked(nowNanos) && unchokedNanos(nowNanos) < ASK_NANOS;
  }

  /** Returns whether it is unchoked and makes use of that. */
  boolean isTaking(long nowNanos) {
    return hasAsked(nowNanos) && contender.idleNanos() < IDLE_NANOS;
  }

  /** Returns whether it neither gives nor makes use of its place, or did not of its last one. */
  boolean isIdle(long nowNanos) {
    if (contender.downBytesPerSecond() > 0) {
      return false;
    }
    return account.unchoked ? !isTaking(nowNanos) && !isOnTrial(nowNanos) : account.idled;
  }

  /** Returns whether it makes use of its place, and has had it for less than this. */
  boolean isTakingWithin(long nanos, long nowNanos) {
    return isTaking(nowNanos) && unchokedNanos(nowNanos) < nanos;
  }

  /** Relative to now, as nanosecond clocks may wrap: more negative for who waits longer. */
  long waitsSince(long nowNanos) {
    return account.unchoked ? 0 : account.sinceNanos - nowNanos;
  }
}
