package dev.sluice.transport.utp;

import dev.sluice.model.PeerAddress;

/**
 * By what a packet finds its connection.
 *
 * @param connectionId the number on packets that come
 */
record FlowKey(PeerAddress remote, int connectionId) {}
