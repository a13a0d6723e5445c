package dev.sluice.api;

import dev.sluice.metainfo.Metainfo;
import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/**
 * A wish to download, or to seed, one torrent.
 *
 * @param metainfo what to get
 * @param directory the folder that the torrent's file or folder goes into
 * @param peers addresses to try at once and again and again, besides those found
 * @param fileFilter which files are wanted, asked with each file's index
 * @param useTrackers whether the torrent's trackers are asked for peers
 * @param mayDownload whether missing pieces are fetched; otherwise a torrent that is not complete
 *     on disk fails and says so
 */
public record AddTorrent(
    Metainfo metainfo,
    Path directory,
    List<PeerAddress> peers,
    Predicate<Integer> fileFilter,
    boolean useTrackers,
    boolean mayDownload)
    implements AddRequest {

  public AddTorrent {
    peers = List.copyOf(peers);
  }

  @Override
  public InfoHash infoHash() {
    return metainfo.infoHash();
  }

  /** Returns a request for every file of the torrent, peers found by its trackers. */
  public static AddTorrent of(Metainfo metainfo, Path directory) {
    return new AddTorrent(metainfo, directory, List.of(), index -> true, true, true);
  }

  /** Returns this request with addresses to try at once. */
  public AddTorrent withPeers(List<PeerAddress> addresses) {
    return new AddTorrent(metainfo, directory, addresses, fileFilter, useTrackers, mayDownload);
  }

  /** Returns this request limited to the files whose index the filter accepts. */
  public AddTorrent withFiles(Predicate<Integer> wanted) {
    return new AddTorrent(metainfo, directory, peers, wanted, useTrackers, mayDownload);
  }

  /** Returns this request with no tracker asked. */
  public AddTorrent withoutTrackers() {
    return new AddTorrent(metainfo, directory, peers, fileFilter, false, mayDownload);
  }

  /** Returns this request for a torrent that is complete on disk: nothing is downloaded. */
  public AddTorrent seedOnly() {
    return new AddTorrent(metainfo, directory, peers, fileFilter, useTrackers, false);
  }
}
