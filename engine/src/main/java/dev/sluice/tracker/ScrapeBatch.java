package dev.sluice.tracker;

import dev.sluice.model.InfoHash;
import java.util.List;

/** The bounds of one scrape. */
final class ScrapeBatch {
  private ScrapeBatch() {}

  /** Throws unless {@code torrents} are as many as {@link TrackerClient#scrape} promises. */
  static void check(List<InfoHash> torrents) {
    if (torrents.isEmpty() || torrents.size() > TrackerClient.MAX_SCRAPE_TORRENTS) {
      throw new IllegalArgumentException(
          "a scrape is for 1 to %d torrents, not %d"
              .formatted(TrackerClient.MAX_SCRAPE_TORRENTS, torrents.size()));
    }
  }
}
