package dev.sluice.cli;

import dev.sluice.api.AddTorrent;
import dev.sluice.metainfo.Metainfo;
import dev.sluice.model.PeerAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Mixin;

/** The options that {@code get} and {@code seed} share. */
final class TransferOptions {
  @Mixin NetworkOptions network = new NetworkOptions();
  @Mixin UploadOptions upload = new UploadOptions();
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

  /** Returns what is wanted of each torrent, with the peers and trackers that the user allows. */
  List<AddTorrent> requests(List<Metainfo> torrents, Wish wish) throws CommandFailure {
    List<PeerAddress> peers = network.addresses();
    List<AddTorrent> requests = new ArrayList<>();
    for (Metainfo torrent : torrents) {
      AddTorrent request = wish.of(torrent).withPeers(peers);
      requests.add(network.areTrackersOff ? request.withoutTrackers() : request);
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
    return new ClientSettings(
        network.bind,
        NetworkOptions.optionalInt(network.port),
        state.directory(world),
        upload.rates(maxDown),
        network.maxPeers.map(OptionalInt::of).orElse(usualMaxPeers),
        network.proxy,
        network.encryption.policy,
        flight.start());
  }
}
