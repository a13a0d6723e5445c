package dev.sluice.cli;

import dev.sluice.api.Encryption;
import dev.sluice.api.PeerSource;
import dev.sluice.api.RateLimits;
import dev.sluice.metainfo.Endpoint;
import dev.sluice.model.AddressRanges;
import dev.sluice.model.Carrier;
import dev.sluice.model.Probe;
import dev.sluice.model.Proxy;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

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
 * @param carriers by what connections to peers may travel
 * @param uploadSlots peers of one torrent that are uploaded to at a time; empty means as many as
 *     make it faster
 * @param isSuperSeeding whether torrents that are complete from the start are super-seeded
 * @param probe is told what the engine does
 * @param avoided ways in which no peers are looked for
 * @param blocked addresses that are to be no peers
 * @param reserveBytes how much of a disk stays free; empty means the usual amount
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
    Encryption encryption,
    Set<Carrier> carriers,
    OptionalInt uploadSlots,
    boolean isSuperSeeding,
    Probe probe,
    Set<PeerSource> avoided,
    AddressRanges blocked,
    OptionalLong reserveBytes) {
  ClientSettings {
    carriers = Set.copyOf(carriers);
    avoided = Set.copyOf(avoided);
  }

  /** Returns these settings with so many upload slots; empty for as many as make it faster. */
  ClientSettings withUploadSlots(OptionalInt count) {
    return with(count, isSuperSeeding, probe, blocked, reserveBytes);
  }

  /** Returns these settings with super-seeding, if it is wished for. */
  ClientSettings superSeeding(boolean isWished) {
    return with(uploadSlots, isWished, probe, blocked, reserveBytes);
  }

  /** Returns these settings with what the engine does told to {@code other}. */
  ClientSettings withProbe(Probe other) {
    return with(uploadSlots, isSuperSeeding, other, blocked, reserveBytes);
  }

  /** Returns these settings with nobody at these addresses spoken to. */
  ClientSettings withBlocked(AddressRanges addresses) {
    return with(uploadSlots, isSuperSeeding, probe, addresses, reserveBytes);
  }

  /** Returns these settings with so much of a disk left free; empty for the usual amount. */
  ClientSettings withReserve(OptionalLong bytes) {
    return with(uploadSlots, isSuperSeeding, probe, blocked, bytes);
  }

  private ClientSettings with(
      OptionalInt slots,
      boolean superSeeds,
      Probe told,
      AddressRanges avoidedAddresses,
      OptionalLong freeBytes) {
    return new ClientSettings(
        bind,
        port,
        stateDirectory,
        limits,
        maxPeers,
        dht,
        portMapping,
        proxy,
        encryption,
        carriers,
        slots,
        superSeeds,
        told,
        avoided,
        avoidedAddresses,
        freeBytes);
  }
}
