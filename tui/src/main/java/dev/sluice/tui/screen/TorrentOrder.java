package dev.sluice.tui.screen;

import dev.sluice.api.TorrentView;
import dev.sluice.tui.words.Standing;
import java.time.Duration;
import java.util.Comparator;

/** By what the list of torrents is sorted; each in the direction in which one looks for it. */
enum TorrentOrder {
  ADDED("", (_, _) -> 0),
  NAME("Name", Comparator.comparing(TorrentView::name, String.CASE_INSENSITIVE_ORDER)),
  STATE("State", Comparator.comparing(TorrentView::state)),
  DONE("Done", Comparator.comparingDouble(TorrentView::fraction)),
  DOWN("Down", Comparator.comparingLong(Standing::down).reversed()),
  UP("Up", Comparator.comparingLong(Standing::up).reversed()),
  RATIO("Ratio", Comparator.comparingDouble(TorrentOrder::ratio).reversed()),
  TIME_LEFT("Left", Comparator.comparing(TorrentOrder::left)),
  SIZE("Size", Comparator.comparingLong(TorrentView::wantedBytes).reversed());

  private static final Duration NEVER = Duration.ofSeconds(Long.MAX_VALUE);

  private final String column;
  private final Comparator<TorrentView> comparator;

  TorrentOrder(String column, Comparator<TorrentView> comparator) {
    this.column = column;
    this.comparator = comparator;
  }

  /** Returns the title of the column that shows it; empty if none does. */
  String column() {
    return column;
  }

  /** Returns the order; torrents that are equal in it stay in the order they were added. */
  Comparator<TorrentView> comparator() {
    return comparator;
  }

  /** Returns the next one. */
  TorrentOrder next() {
    return values()[(ordinal() + 1) % values().length];
  }

  private static double ratio(TorrentView torrent) {
    return (double) torrent.uploadedBytes() / Math.max(1, torrent.downloadedBytes());
  }

  private static Duration left(TorrentView torrent) {
    return Standing.timeLeft(torrent).orElse(NEVER);
  }
}
