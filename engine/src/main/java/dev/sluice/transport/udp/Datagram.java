package dev.sluice.transport.udp;

import dev.sluice.model.PeerAddress;

/**
 * One datagram that came in.
 *
 * @param from who claims to have sent it; anyone can write any address there
 * @param payload [own] all its bytes
 */
public record Datagram(PeerAddress from, byte[] payload) {}
