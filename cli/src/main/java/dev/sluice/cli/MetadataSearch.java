package dev.sluice.cli;

import dev.sluice.api.AddMagnet;
import dev.sluice.api.TorrentClient;
import dev.sluice.api.TorrentState;
import dev.sluice.api.TorrentView;
import dev.sluice.cli.report.MetadataLine;
import dev.sluice.metainfo.Metainfo;
import dev.sluice.model.InfoHash;
import java.time.Duration;
import java.util.Optional;

/**
 * Fetches the metadata of one torrent, and nothing else.
 *
 * @param settings how the engine is to run
 * @param request the torrent
 * @param patience how long to look for it
 */
record MetadataSearch(ClientSettings settings, AddMagnet request, Duration patience) {
  /** Time between two looks at the view. */
  private static final Duration LOOK = Duration.ofMillis(250);

  /**
   * Searches until the metadata is here; shows how it goes where there is a terminal.
   *
   * @return the torrent; empty when the user wants to stop
   * @throws CommandFailure if it is not found in time, or cannot be used
   */
  Optional<Metainfo> run(Surroundings world) throws CommandFailure, InterruptedException {
    Inbox inbox = new Inbox();
    try (var _ = world.signals().listen(inbox::stop);
        TorrentClient client = world.composition().clients().start(settings);
        var _ = client.subscribe(inbox::add);
        MetadataLine line = MetadataLine.on(world.out(), world.isTerminal())) {
      InfoHash torrent = client.add(request.metadataOnly());
      long deadlineNanos = world.nanoTime().getAsLong() + patience.toNanos();
      while (client.metainfo(torrent).isEmpty()) {
        if (inbox.take(LOOK).orElse(null) instanceof Inbox.Note.StopWanted) {
          return Optional.empty();
        }
        Optional<TorrentView> view = client.torrent(torrent);
        if (view.isPresent()) {
          line.draw(view.get());
          check(view.get(), world.nanoTime().getAsLong() - deadlineNanos);
        }
      }
      return client.metainfo(torrent);
    }
  }

  private void check(TorrentView view, long overdueNanos) throws CommandFailure {
    if (view.state() == TorrentState.FAILED) {
      throw CommandFailure.failure(view.problem().orElse("stopped without saying why"));
    }
    if (overdueNanos > 0 && view.state() == TorrentState.FETCHING_METADATA) {
      throw CommandFailure.failure(
          "no metadata of %s within %d s: %s; name a peer with --peer, or wait longer with --timeout"
              .formatted(view.name(), patience.toSeconds(), reason(view)));
    }
  }

  private static String reason(TorrentView view) {
    if (view.peers().isEmpty()) {
      return view.knownPeers() == 0 ? "no peer is known" : "no peer can be reached";
    }
    return "the peers that were reached do not have it";
  }
}
