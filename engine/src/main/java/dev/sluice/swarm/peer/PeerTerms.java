package dev.sluice.swarm.peer;

import dev.sluice.actor.Sink;
import dev.sluice.transport.RateLimiters;
import dev.sluice.wire.Handshake;
import dev.sluice.wire.MessageLimits;

/**
 * What a torrent gives to a connection that works for it.
 *
 * @param peer how the torrent calls the peer
 * @param handshake what we say first
 * @param limits what the peer may say
 * @param blocks where blocks to send are read
 * @param rates what the torrent's connections share, besides what all of the session share
 * @param events where the connection reports
 */
public record PeerTerms(
    PeerKey peer,
    Handshake handshake,
    MessageLimits limits,
    BlockReader blocks,
    RateLimiters rates,
    Sink<PeerEvent> events) {}
