package dev.sluice.swarm.discovery;

import dev.sluice.api.BanView;
import dev.sluice.model.PeerHost;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who is banned, and why; bounded, the eldest is forgotten first.
 *
 * <p>Owned by the torrent actor.
 */
final class BanList {
  private final Map<PeerHost, String> reasons =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<PeerHost, String> eldest) {
          return size() > Candidates.MAX_BANS;
        }
      };

  /** As it was after the last change, so that a look costs nothing. */
  private List<BanView> views = List.of();

  /** Bans a host; the first reason stands. */
  void add(PeerHost host, String reason) {
    if (reasons.putIfAbsent(host, reason) == null) {
      renew();
    }
  }

  void lift(PeerHost host) {
    if (reasons.remove(host) != null) {
      renew();
    }
  }

  boolean contains(PeerHost host) {
    return reasons.containsKey(host);
  }

  /** Returns all, the eldest first. */
  List<BanView> views() {
    return views;
  }

  private void renew() {
    List<BanView> renewed = new ArrayList<>();
    reasons.forEach((host, reason) -> renewed.add(new BanView(host, reason)));
    views = List.copyOf(renewed);
  }
}
