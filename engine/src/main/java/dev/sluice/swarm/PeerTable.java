package dev.sluice.swarm;

import dev.sluice.model.PeerId;
import dev.sluice.swarm.peer.PeerKey;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The connected peers of one torrent. Owned by the torrent actor. */
final class PeerTable implements Iterable<Peer> {
  private final Map<PeerKey, Peer> peers = new LinkedHashMap<>();

  void add(Peer peer) {
    peers.put(peer.key, peer);
  }

  @Nullable Peer get(PeerKey key) {
    return peers.get(key);
  }

  @Nullable Peer remove(PeerKey key) {
    return peers.remove(key);
  }

  /** Returns the connected peer that calls itself so, or null. */
  @Nullable Peer withId(PeerId id) {
    for (Peer peer : this) {
      if (peer.id.equals(id)) {
        return peer;
      }
    }
    return null;
  }

  int size() {
    return peers.size();
  }

  @Override
  public Iterator<Peer> iterator() {
    return peers.values().iterator();
  }
}
