package dev.sluice.api;

import dev.sluice.model.Carrier;
import dev.sluice.model.PeerAddress;

/**
 * One connected peer at one moment.
 *
 * @param address its address; for an incoming connection with the port it connected from
 * @param client the program's name, safe to print; empty until it is known
 * @param incoming whether it connected to us
 * @param source how we came to know of it
 * @param fraction how much of the torrent it has, 0 to 1
 * @param downBytesPerSecond payload from it, moving average
 * @param upBytesPerSecond payload to it, moving average
 * @param choking whether it chokes us
 * @param interested whether it wants pieces that we have
 * @param choked whether we choke it
 * @param snubbed whether it owes us data for 60 seconds
 * @param carrier by what the connection travels
 */
public record PeerView(
    PeerAddress address,
    String client,
    boolean incoming,
    PeerSource source,
    double fraction,
    long downBytesPerSecond,
    long upBytesPerSecond,
    boolean choking,
    boolean interested,
    boolean choked,
    boolean snubbed,
    Carrier carrier) {}
