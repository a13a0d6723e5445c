package dev.sluice.swarm.peer;

import java.util.concurrent.TimeUnit;

/**
 * Tells when a peer that lets us ask does not give.
 *
 * <p>A peer is snubbed when it owes us data and none came for 60 seconds, and hopeless after three
 * minutes; the first block makes it a good peer again. Nothing counts while it chokes us, for then
 * it owes nothing.
 *
 * <p>Owned by the torrent actor.
 */
public final class SnubDetector {
  /** Founding notes; also BEP 3's minute. */
  static final long SNUBBED_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** Founding notes. */
  static final long HOPELESS_NANOS = TimeUnit.MINUTES.toNanos(3);

  private boolean owes;
  private boolean late;
  private long silentSinceNanos;

  /** Notes that the peer, not choking us, was asked for something. */
  public void onRequest(long nowNanos) {
    if (!owes) {
      owes = true;
      silentSinceNanos = nowNanos;
    }
  }

  /** Notes that we could not have taken a block just now: this silence is not the peer's. */
  public void onExcused(long nowNanos) {
    silentSinceNanos = nowNanos;
  }

  /** Notes that a block came. */
  public void onBlock(long nowNanos) {
    late = false;
    silentSinceNanos = nowNanos;
  }

  /** Notes that what the peer owed timed out: it is owed still, whoever gives it. */
  public void onTimeout() {
    late = owes;
  }

  /** Notes that nothing is open: all came, or what was left was cancelled or rejected. */
  public void onNothingOwed() {
    owes = late;
  }

  /** Notes that the peer chokes us. */
  public void onChoked() {
    owes = false;
    late = false;
  }

  /** Returns whether a request timed out and no block came since. */
  public boolean isLate() {
    return late;
  }

  /** Returns whether the peer owes us data for 60 seconds. */
  public boolean isSnubbed(long nowNanos) {
    return owes && nowNanos - silentSinceNanos >= SNUBBED_NANOS;
  }

  /** Returns whether the peer owes us data for three minutes: time to part. */
  public boolean isHopeless(long nowNanos) {
    return owes && nowNanos - silentSinceNanos >= HOPELESS_NANOS;
  }
}
