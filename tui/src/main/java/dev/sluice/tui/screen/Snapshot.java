package dev.sluice.tui.screen;

import dev.sluice.api.ListeningView;
import dev.sluice.api.RateLimits;
import dev.sluice.api.TorrentView;
import dev.sluice.model.InfoHash;
import dev.sluice.tui.words.Standing;
import java.util.List;
import java.util.Optional;

/**
 * How everything stands at one moment: what screens draw.
 *
 * @param torrents in the order they were added
 * @param listening where peers reach us
 * @param limits of all torrents together
 * @param focus the torrent that is looked at closely
 * @param log what has happened, the oldest first
 */
public record Snapshot(
    List<TorrentView> torrents,
    ListeningView listening,
    RateLimits limits,
    Focus focus,
    List<LogLine> log) {
  public Snapshot {
    torrents = List.copyOf(torrents);
    log = List.copyOf(log);
  }

  /** Returns one torrent, unless it is gone. */
  Optional<TorrentView> torrent(InfoHash infoHash) {
    return torrents.stream().filter(each -> each.infoHash().equals(infoHash)).findFirst();
  }

  /** Returns payload that comes, all torrents together. */
  long downBytesPerSecond() {
    return torrents.stream().mapToLong(Standing::down).sum();
  }

  /** Returns payload that goes, all torrents together. */
  long upBytesPerSecond() {
    return torrents.stream().mapToLong(Standing::up).sum();
  }
}
