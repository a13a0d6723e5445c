package dev.sluice.tracker;

import dev.sluice.model.InfoHash;
import java.net.URI;
import java.util.List;

/**
 * Asks one tracker and waits for its answer, for a bounded time. Every outcome that a network can
 * cause is a value. Safe to call on many threads; an interrupt ends the call at once.
 */
public interface TrackerClient {
  /** The most torrents of one scrape; fits a datagram of 1500 bytes and a URL of 4 KiB. */
  int MAX_SCRAPE_TORRENTS = 64;

  /**
   * Tells the tracker about us and asks for peers.
   *
   * @throws InterruptedException if the thread is told to stop; the tracker may have heard us
   */
  AnnounceReply announce(URI tracker, AnnounceRequest request) throws InterruptedException;

  /**
   * Asks for the numbers of some torrents without joining them.
   *
   * @param torrents 1 to {@link #MAX_SCRAPE_TORRENTS}
   * @throws IllegalArgumentException for fewer or more torrents
   * @throws InterruptedException if the thread is told to stop
   */
  ScrapeReply scrape(URI tracker, List<InfoHash> torrents) throws InterruptedException;
}
