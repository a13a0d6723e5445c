package dev.sluice.tracker;

import dev.sluice.model.InfoHash;
import java.util.List;
import java.util.Locale;

/** The bounds of one scrape. */
final class ScrapeBatch {
  private ScrapeBatch() {}

  /** Throws unless {@code torrents} are as many as {@link TrackerClient#scrape} promises. */
  static void check(List<InfoHash> torrents) {
    if (torrents.isEmpty() || torrents.size() > TrackerClient.MAX_SCRAPE_TORRENTS) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a scrape is for 1 to %d torrents, not %d",
              TrackerClient.MAX_SCRAPE_TORRENTS,
              torrents.size()));
    }
  }
}
