package dev.sluice.cli;

import dev.sluice.api.AddMagnet;
import dev.sluice.api.RateLimits;
import java.util.OptionalInt;
import picocli.CommandLine.Mixin;

/** The options of a command that asks peers about a torrent and transfers nothing. */
final class SearchOptions {
  @Mixin NetworkOptions network = new NetworkOptions();
  @Mixin StateOptions state = new StateOptions();
  @Mixin LogOptions log = new LogOptions();

  /** Made by picocli. */
  SearchOptions() {}

  /** Returns what is wanted, with the peers and trackers that the user allows. */
  AddMagnet request(AddMagnet wish) throws CommandFailure {
    return TransferOptions.request(wish, network);
  }

  /** Returns how the engine is to run. */
  ClientSettings settings(Surroundings world) throws CommandFailure {
    return TransferOptions.settings(
            network, state.directory(world), RateLimits.NONE, OptionalInt.empty())
        .withBlocked(network.filter.load(world, network));
  }
}
