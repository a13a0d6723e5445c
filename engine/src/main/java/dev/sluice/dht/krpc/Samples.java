package dev.sluice.dht.krpc;

import dev.sluice.model.Bep;
import dev.sluice.model.InfoHash;
import java.util.List;

/**
 * Some of the torrents that a node knows peers of (BEP 51).
 *
 * @param intervalSeconds for how long it will say the same, 0 to {@link #MAX_INTERVAL_SECONDS}
 * @param total how many it knows
 * @param torrents some of them, at most {@link #MAX_TORRENTS}
 */
@Bep(51)
public record Samples(long intervalSeconds, long total, List<InfoHash> torrents) {
  /** Six hours. */
  public static final int MAX_INTERVAL_SECONDS = 21_600;

  /** Half a message; the other half is for nodes. */
  public static final int MAX_TORRENTS = 20;

  public Samples {
    torrents = List.copyOf(torrents);
  }
}
