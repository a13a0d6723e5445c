package dev.sluice.session;

import dev.sluice.model.InfoHash;
import dev.sluice.transport.mse.ObfuscatedHash;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The torrents here by the names that callers in disguise have for them. For any thread. */
final class ObfuscatedNames {
  private final Map<ObfuscatedHash, InfoHash> torrents = new ConcurrentHashMap<>();

  void add(InfoHash torrent) {
    torrents.put(ObfuscatedHash.of(torrent), torrent);
  }

  void remove(InfoHash torrent) {
    torrents.remove(ObfuscatedHash.of(torrent));
  }

  /** Returns the torrent that a caller means, if it is here; takes the same time for any number. */
  Optional<InfoHash> find(ObfuscatedHash name) {
    return Optional.ofNullable(torrents.get(name));
  }
}
