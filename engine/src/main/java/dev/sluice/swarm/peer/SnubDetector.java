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
    silentSinceNanos = nowNanos;
  }

  /**
   * Notes that the peer owes nothing: all came, or what was left was cancelled or rejected. A
   * request that timed out is still owed.
   */
  public void onNothingOwed() {
    owes = false;
  }

  /** Notes that the peer chokes us. */
  public void onChoked() {
    owes = false;
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
