package dev.sluice.cli;

import dev.sluice.api.TorrentView;
import java.time.Duration;
import java.util.Optional;

/**
 * When a complete torrent has been shared enough. Of ratio and time the first one reached ends it;
 * without either, seeding ends with Ctrl-C; without seeding, at once.
 *
 * @param isSeeding whether to seed at all; a ratio or a time says so too
 * @param ratio bytes sent over bytes wanted
 * @param time since it was complete
 */
record SeedGoal(boolean isSeeding, Optional<Double> ratio, Optional<Duration> time) {
  /** No seeding. */
  static final SeedGoal NONE = new SeedGoal(false, Optional.empty(), Optional.empty());

  SeedGoal {
    isSeeding |= ratio.isPresent() || time.isPresent();
  }

  /** Returns whether the torrent, complete for {@code sinceComplete}, has been shared enough. */
  boolean isReached(TorrentView torrent, Duration sinceComplete) {
    if (!isSeeding) {
      return true;
    }
    double sent = (double) torrent.uploadedBytes() / Math.max(1, torrent.wantedBytes());
    return ratio.filter(wanted -> sent >= wanted).isPresent()
        || time.filter(wanted -> sinceComplete.compareTo(wanted) >= 0).isPresent();
  }
}
