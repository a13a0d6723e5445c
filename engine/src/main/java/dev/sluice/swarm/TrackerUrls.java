package dev.sluice.swarm;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;

/** The trackers of a torrent as addresses; what is no address is left out. */
final class TrackerUrls {
  private TrackerUrls() {}

  static List<List<URI>> of(List<List<String>> announceTiers) {
    List<List<URI>> tiers = new ArrayList<>();
    for (List<String> urls : announceTiers) {
      List<URI> tier = new ArrayList<>();
      for (String url : urls) {
        try {
          tier.add(new URI(url.strip()));
        } catch (URISyntaxException e) {
          // Some torrents carry words where a tracker should stand; there is nobody to ask.
        }
      }
      tiers.add(tier);
    }
    return tiers;
  }
}
