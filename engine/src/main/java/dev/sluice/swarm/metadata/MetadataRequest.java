package dev.sluice.swarm.metadata;

import dev.sluice.swarm.peer.PeerKey;

/**
 * A piece of metadata to ask for now.
 *
 * @param peer whom to ask
 * @param piece from 0
 */
public record MetadataRequest(PeerKey peer, int piece) {}
