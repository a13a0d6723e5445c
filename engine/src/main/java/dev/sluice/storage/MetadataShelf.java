package dev.sluice.storage;

import dev.sluice.actor.Sink;
import dev.sluice.model.InfoHash;
import java.util.Optional;

/**
 * Where info dictionaries are kept that came from peers, so that they need not come again. Any
 * thread may call; no method waits for the disk.
 */
public interface MetadataShelf {
  /**
   * Looks for the info dictionary of a torrent.
   *
   * @param found told once, on a lane: the dictionary's bytes, which have this digest, or empty
   */
  void find(InfoHash infoHash, Sink<Optional<byte[]>> found);

  /**
   * Keeps an info dictionary. A disk that refuses is logged: then it must come from peers again.
   *
   * @param info the bytes; nobody changes them any more
   */
  void keep(InfoHash infoHash, byte[] info);
}
