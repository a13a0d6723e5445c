package dev.sluice.swarm.discovery;

import dev.sluice.model.PeerAddress;
import dev.sluice.model.PeerHost;
import java.util.HashMap;
import java.util.Map;

/** Counts addresses by their host. Owned by the torrent actor. */
final class HostCounts {
  private final Map<PeerHost, Integer> counts = new HashMap<>();

  void add(PeerAddress address) {
    counts.merge(PeerHost.of(address), 1, Integer::sum);
  }

  void remove(PeerAddress address) {
    counts.computeIfPresent(
        PeerHost.of(address), (host, count) -> count == 1 ? null : Integer.valueOf(count - 1));
  }

  /** Returns how many there are of the host that this address belongs to. */
  int of(PeerAddress address) {
    return counts.getOrDefault(PeerHost.of(address), 0);
  }

  void clear() {
    counts.clear();
  }
}
