package dev.sluice.tui;

import dev.sluice.api.TorrentClient;
import dev.sluice.metainfo.Metainfo;
import java.io.IOException;

/** Lets players read files while they download. */
@FunctionalInterface
public interface Streams {
  /**
   * Begins to stream a file; it stays so until the program ends.
   *
   * @return the URL that players open
   * @throws IOException if nobody can be let in
   */
  String open(TorrentClient client, Metainfo torrent, int fileIndex) throws IOException;
}
