package dev.sluice.mobile;

import dev.sluice.api.AddRequest;
import dev.sluice.api.TorrentView;
import dev.sluice.model.InfoHash;
import java.util.List;
import java.util.Set;

/** The engine from one start to its end, as the facade needs it; in tests a simulated one. */
interface Engine extends AutoCloseable {
  /** Adds a torrent; one that is here already stays as it is. */
  void add(AddRequest request);

  /** Forgets a torrent, leaving its files. */
  void remove(InfoHash torrent);

  /** Takes up a torrent that has failed. */
  void retry(InfoHash torrent);

  /** Lets run what may run, and no more: all but {@code paused}, if {@code now} allows any. */
  void obey(Circumstances now, Set<InfoHash> paused);

  /** Returns how all torrents stand. Any thread may ask, also after the end. */
  List<TorrentView> views();

  /** Saves and closes everything, and waits for that; for strangers only half a second. */
  @Override
  void close();

  /** Starts an engine. */
  @FunctionalInterface
  interface Starter {
    /**
     * Returns an engine that runs.
     *
     * @throws java.io.UncheckedIOException if it cannot, as without a place for its state; the
     *     message is a sentence for a person
     */
    Engine start();
  }
}
