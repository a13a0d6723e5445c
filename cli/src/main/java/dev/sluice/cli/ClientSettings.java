package dev.sluice.cli;

import dev.sluice.api.Encryption;
import dev.sluice.api.RateLimits;
import dev.sluice.metainfo.Endpoint;
import dev.sluice.model.Proxy;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the whole client is to run.
 *
 * @param bind the address to listen on and to connect from; empty means any
 * @param port the port to listen on, 0 for one that the system chooses; empty means the usual one
 * @param stateDirectory where resume data goes
 * @param limits rates of payload
 * @param maxPeers connections of one torrent; empty means the usual number
 * @param dht by which nodes to enter the DHT, none for the usual ones; empty if it is off
 * @param portMapping whether routers are asked to let peers in
 * @param proxy what everything goes through; empty is the direct way
 * @param encryption whether connections to peers are disguised
 */
record ClientSettings(
    Optional<InetAddress> bind,
    OptionalInt port,
    Path stateDirectory,
    RateLimits limits,
    OptionalInt maxPeers,
    Optional<List<Endpoint>> dht,
    boolean portMapping,
    Optional<Proxy> proxy,
    Encryption encryption) {}
