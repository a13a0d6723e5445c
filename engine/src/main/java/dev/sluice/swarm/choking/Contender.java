package dev.sluice.swarm.choking;

import dev.sluice.swarm.peer.PeerKey;

/**
 * A connected peer, as the choker sees it at one moment.
 *
 * @param peer who
 * @param interested whether it wants pieces that we have
 * @param snubbing whether it owes us data for long
 * @param downBytesPerSecond what it gives us, moving average
 * @param upBytesPerSecond what it takes from us, moving average
 */
public record Contender(
    PeerKey peer,
    boolean interested,
    boolean snubbing,
    long downBytesPerSecond,
    long upBytesPerSecond) {}
