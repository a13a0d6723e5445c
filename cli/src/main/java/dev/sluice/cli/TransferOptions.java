package dev.sluice.cli;

import dev.sluice.api.AddMagnet;
import dev.sluice.api.AddTorrent;
import dev.sluice.api.RateLimits;
import dev.sluice.metainfo.Metainfo;
import dev.sluice.model.AddressRanges;
import dev.sluice.model.PeerAddress;
import dev.sluice.model.Probe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import picocli.CommandLine.Mixin;

/** The options that {@code get} and {@code seed} share. */
final class TransferOptions {
  @Mixin NetworkOptions network = new NetworkOptions();
  @Mixin UploadOptions upload = new UploadOptions();
  @Mixin DiskOptions disk = new DiskOptions();
  @Mixin ReportOptions reports = new ReportOptions();
  @Mixin StateOptions state = new StateOptions();
  @Mixin LogOptions log = new LogOptions();
  @Mixin FlightOptions flight = new FlightOptions();

  /** Made by picocli. */
  TransferOptions() {}

  /** What a command makes of one torrent. */
  @FunctionalInterface
  interface Wish {
    /**
     * Returns what is wanted of the torrent.
     *
     * @throws CommandFailure if that is nothing
     */
    AddTorrent of(Metainfo torrent) throws CommandFailure;
  }

  /**
   * Returns what is wanted of a torrent that a link names, with the peers and trackers that the
   * user allows, and the peers that the link names.
   */
  AddMagnet request(AddMagnet wish) throws CommandFailure {
    return request(wish, network);
  }

  static AddMagnet request(AddMagnet wish, NetworkOptions network) throws CommandFailure {
    List<PeerAddress> peers = new ArrayList<>(network.addresses());
    peers.addAll(network.knownAddresses(wish.link().peers()));
    AddMagnet request = wish.withPeers(peers);
    return network.areTrackersOff ? request.withoutTrackers() : request;
  }

  /** Returns what is wanted of a torrent, with the peers and trackers that the user allows. */
  AddTorrent request(AddTorrent wish) throws CommandFailure {
    AddTorrent request = wish.withPeers(network.addresses());
    return network.areTrackersOff ? request.withoutTrackers() : request;
  }

  /** Returns what is wanted of each torrent, with the peers and trackers that the user allows. */
  List<AddTorrent> requests(List<Metainfo> torrents, Wish wish) throws CommandFailure {
    List<AddTorrent> requests = new ArrayList<>();
    for (Metainfo torrent : torrents) {
      requests.add(request(wish.of(torrent)));
    }
    return requests;
  }

  /**
   * Returns how the engine is to run; the recording for a profile, if one is wanted, begins here.
   *
   * @param usualMaxPeers connections of a torrent if the user does not say; empty for the engine's
   */
  ClientSettings settings(
      Surroundings world, Optional<ByteCount> maxDown, OptionalInt usualMaxPeers)
      throws CommandFailure {
    return settings(network, state.directory(world), upload.rates(maxDown), usualMaxPeers)
        .withBlocked(network.filter.load(world, network))
        .withReserve(disk.reserve())
        .withUploadSlots(upload.slots.count())
        .withProbe(flight.start());
  }

  static ClientSettings settings(
      NetworkOptions network, Path stateDirectory, RateLimits limits, OptionalInt usualMaxPeers) {
    return new ClientSettings(
        network.bind,
        NetworkOptions.optionalInt(network.port),
        stateDirectory,
        limits,
        network.maxPeers.map(OptionalInt::of).orElse(usualMaxPeers),
        network.dht(),
        !network.isPortMappingOff,
        network.proxy,
        network.encryption.policy,
        network.carriers(),
        OptionalInt.empty(),
        false,
        Probe.NONE,
        network.avoided(),
        AddressRanges.NONE,
        OptionalLong.empty());
  }
}
