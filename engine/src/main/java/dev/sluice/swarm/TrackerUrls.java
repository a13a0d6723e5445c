package dev.sluice.swarm;

import dev.sluice.tracker.TrackerUrl;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;

/** The trackers of a torrent as addresses; what is no address is left out: nobody can be asked. */
final class TrackerUrls {
  private TrackerUrls() {}

  static List<List<URI>> of(List<List<String>> announceTiers) {
    return announceTiers.stream().map(TrackerUrls::tier).collect(Collectors.toList());
  }

  private static List<URI> tier(List<String> urls) {
    return urls.stream()
        .flatMap(url -> TrackerUrl.parse(url).stream())
        .collect(Collectors.toList());
  }

  /** Returns whether two trackers are on one host, which makes them one. */
  static boolean areOfOneHost(URI one, URI other) {
    return String.valueOf(one.getHost()).equalsIgnoreCase(String.valueOf(other.getHost()));
  }
}
