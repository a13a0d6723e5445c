package dev.sluice.tracker;

import dev.sluice.model.Bep;
import dev.sluice.model.InfoHash;
import dev.sluice.model.PrintableText;
import java.util.Map;

/** How a scrape ended. Every text in it is printable and short. */
@Bep({15, 48})
public sealed interface ScrapeReply {
  /**
   * The tracker answered.
   *
   * @param torrents those of the torrents asked for that the tracker knows
   */
  record Accepted(Map<InfoHash, Counts> torrents) implements ScrapeReply {
    public Accepted {
      torrents = Map.copyOf(torrents);
    }
  }

  /**
   * The tracker, or our own policy, says no.
   *
   * @param reason in the tracker's words
   */
  record Refused(String reason) implements ScrapeReply {
    public Refused {
      reason = PrintableText.of(reason);
    }
  }

  /**
   * No usable answer, or a tracker whose URL says that it cannot be scraped.
   *
   * @param cause one line for people
   */
  record Failed(String cause) implements ScrapeReply {
    public Failed {
      cause = PrintableText.of(cause);
    }
  }

  /**
   * One torrent's numbers; {@link AnnounceReply#UNKNOWN} where the tracker did not tell.
   *
   * @param seeders complete peers now
   * @param completed downloads that ever became complete
   * @param leechers incomplete peers now
   */
  record Counts(int seeders, int completed, int leechers) {}
}
