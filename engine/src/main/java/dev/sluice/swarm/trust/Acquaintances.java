package dev.sluice.swarm.trust;

import dev.sluice.model.PeerAddress;
import dev.sluice.model.PeerHost;
import dev.sluice.swarm.peer.PeerKey;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which host is at the other end of a connection, and was. Who is connected is never forgotten; who
 * has left is remembered by its host, so that another port or another call does not clear it, and
 * its connection for a while, as what it gave may be judged later.
 *
 * <p>Owned by the torrent actor.
 */
final class Acquaintances {
  private final Map<PeerKey, Standing> present = new HashMap<>();
  private final Map<PeerKey, Standing> gone;
  private final Map<PeerHost, Standing> remembered;

  /** Remembers so many who left; then the eldest is forgotten. */
  Acquaintances(int maxGone) {
    this.gone = bounded(maxGone);
    this.remembered = bounded(maxGone);
  }

  private static <K> Map<K, Standing> bounded(int max) {
    return new LinkedHashMap<>() {
      @Override
      protected boolean removeEldestEntry(Map.Entry<K, Standing> eldest) {
        return size() > max;
      }
    };
  }

  void met(PeerKey peer, PeerAddress address) {
    present.put(peer, standing(PeerHost.of(address), address));
  }

  private Standing standing(PeerHost host, PeerAddress address) {
    for (Standing other : present.values()) {
      if (PeerHost.of(other.address).equals(host)) {
        return other;
      }
    }
    Standing known = remembered.remove(host);
    return known != null ? known : new Standing(address);
  }

  void left(PeerKey peer) {
    Standing standing = present.remove(peer);
    if (standing == null) {
      return;
    }
    gone.put(peer, standing);
    if (standing.isRemarkable()) {
      remembered.put(PeerHost.of(standing.address), standing);
    }
  }

  /** Returns who it is or was; null for one never met, or forgotten. */
  @Nullable Standing of(PeerKey peer) {
    Standing standing = present.get(peer);
    return standing != null ? standing : gone.get(peer);
  }
}
