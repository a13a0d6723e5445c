package dev.sluice.swarm.choking;

import dev.sluice.swarm.peer.PeerKey;

/**
 * A connected peer, as the choker sees it at one moment.
 *
 * @param peer who
 * @param interested whether it wants pieces that we have
 * @param snubbing whether it owes us data for long
 * @param isOwed whether blocks that it asked for wait to be sent to it
 * @param downBytesPerSecond what it gives us, moving average
 * @param upBytesPerSecond what it takes from us, moving average
 * @param idleNanos how long ago it last asked for a block or took one, {@link #NEVER} if it never
 *     did
 */
public record Contender(
    PeerKey peer,
    boolean interested,
    boolean snubbing,
    boolean isOwed,
    long downBytesPerSecond,
    long upBytesPerSecond,
    long idleNanos) {
  /** Longer ago than anything. */
  public static final long NEVER = Long.MAX_VALUE;
}
