package dev.sluice.cli;

import dev.sluice.metainfo.FileEntry;
import dev.sluice.metainfo.Info;
import dev.sluice.model.InfoHash;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which torrent writes which file. Two that write one would destroy each other's work. Any thread
 * may claim: what a magnet link leads to is known late.
 */
final class FileClaims {
  private final Map<String, InfoHash> owners = new HashMap<>();

  /** Claims the files of a torrent; returns one that is another's already, and then claims none. */
  synchronized Optional<String> claim(Info info) {
    for (FileEntry file : info.files()) {
      InfoHash owner = owners.get(file.path().toString());
      if (file.isStored() && owner != null && !owner.equals(info.infoHash())) {
        return Optional.of(file.path().toString());
      }
    }
    for (FileEntry file : info.files()) {
      owners.put(file.path().toString(), info.infoHash());
    }
    return Optional.empty();
  }
}
