package dev.sluice.tui;

import dev.sluice.api.TorrentClient;
import dev.sluice.api.TorrentEvent;
import dev.sluice.api.TorrentView;
import dev.sluice.model.InfoHash;
import dev.sluice.tui.screen.Focus;
import dev.sluice.tui.screen.Snapshot;
import java.util.List;
import java.util.Optional;

/** Gathers how everything stands from a client's views. Owned by the UI's thread. */
final class Outlook {
  private final TorrentClient client;
  private final RateHistory rates;
  private final LogBook log = new LogBook();

  Outlook(TorrentClient client, long nowNanos) {
    this.client = client;
    this.rates = new RateHistory(nowNanos);
  }

  LogBook log() {
    return log;
  }

  /** Returns what went wrong with a torrent that nobody can look at any more. */
  Optional<String> lastWords(TorrentEvent event) {
    return event instanceof TorrentEvent.Failed(var torrent, var problem)
            && client.torrent(torrent).isEmpty()
        ? Optional.of(problem)
        : Optional.empty();
  }

  /** Returns how everything stands now. */
  Snapshot look(Optional<InfoHash> focus, long nowNanos) {
    List<TorrentView> torrents = client.torrents();
    rates.look(torrents, nowNanos);
    return new Snapshot(
        torrents,
        client.listening(),
        client.limits(),
        focus.map(this::focus).orElse(Focus.NONE),
        log.lines());
  }

  private Focus focus(InfoHash torrent) {
    return new Focus(client.metainfo(torrent), client.details(torrent), rates.of(torrent));
  }
}
