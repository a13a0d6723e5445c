package dev.sluice.cli;

import dev.sluice.api.AddRequest;
import dev.sluice.api.TorrentClient;
import dev.sluice.cli.report.Report;
import java.util.List;
import java.util.function.Function;

/**
 * What {@code get} and {@code seed} do once they know what is wanted: start the engine, follow the
 * torrents, put everything away.
 *
 * @param settings how the engine is to run
 * @param requests the torrents
 * @param goal when uploading ends
 * @param onSuspension what a disk that refuses is
 */
record Transfer(
    ClientSettings settings,
    List<? extends AddRequest> requests,
    SeedGoal goal,
    OnSuspension onSuspension) {
  Transfer {
    requests = List.copyOf(requests);
  }

  /** Makes one for which a disk that refuses is a failure. */
  Transfer(ClientSettings settings, List<? extends AddRequest> requests, SeedGoal goal) {
    this(settings, requests, goal, OnSuspension.FAIL);
  }

  /**
   * Transfers; whatever ends it, the report ends first, then the client, then the listening.
   *
   * @param reports starts to tell how it goes
   * @return the exit code
   */
  int run(Surroundings world, Function<Surroundings, Report> reports)
      throws CommandFailure, InterruptedException {
    return run(world, reports, (client, inbox) -> Companion.NONE);
  }

  /**
   * Transfers, with something beside it that ends before the client does.
   *
   * @param reports starts to tell how it goes
   * @param companions starts what goes on beside
   * @return the exit code
   */
  int run(Surroundings world, Function<Surroundings, Report> reports, Companion.Factory companions)
      throws CommandFailure, InterruptedException {
    Inbox inbox = new Inbox();
    try (var _ = world.signals().listen(inbox::stop);
        TorrentClient client = world.composition().clients().start(settings);
        Companion companion = companions.start(client, inbox);
        Report report = reports.apply(world)) {
      return new Follower(client, report, goal, onSuspension, world.nanoTime(), inbox, companion)
          .run(requests);
    }
  }
}
