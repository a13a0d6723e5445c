package dev.sluice.cli.report;

import dev.sluice.api.TorrentState;
import dev.sluice.api.TorrentView;
import java.util.List;

/**
 * What all torrents do together.
 *
 * @param torrents how many there are
 * @param serving how many of them can be had from us
 * @param upBytesPerSecond payload, moving average
 * @param uploadedBytes payload sent in all sessions
 * @param peers connected
 */
record SeedTotals(
    int torrents, long serving, long upBytesPerSecond, long uploadedBytes, long peers) {
  static SeedTotals of(List<TorrentView> views) {
    return new SeedTotals(
        views.size(),
        views.stream().filter(view -> view.state() == TorrentState.SEEDING).count(),
        views.stream().mapToLong(TorrentView::upBytesPerSecond).sum(),
        views.stream().mapToLong(TorrentView::uploadedBytes).sum(),
        views.stream().mapToLong(view -> view.peers().size()).sum());
  }

  /** Returns {@code seeding 3 torrents}, or {@code seeding 2 of 3 torrents}. */
  String words() {
    return serving == torrents
        ? "seeding " + Amounts.count(torrents, "torrent")
        : "seeding %d of %s".formatted(serving, Amounts.count(torrents, "torrent"));
  }
}
