package dev.sluice.api;

import dev.sluice.metainfo.IndexRange;
import dev.sluice.metainfo.Info;
import dev.sluice.metainfo.MagnetLink;
import dev.sluice.model.Bep;
import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/**
 * A wish to download a torrent of which no more is known than a magnet link says. Its metadata is
 * fetched first, from peers.
 *
 * @param link names the torrent; its {@link MagnetLink#peers} are hosts not looked up, so that
 *     whoever wants to try them puts their addresses into {@code peers}
 * @param directory the folder that the torrent's file or folder goes into
 * @param peers addresses to try at once and again and again, besides those found
 * @param files which files are wanted
 * @param useTrackers whether the link's trackers are asked for peers
 * @param isMetadataOnly whether the torrent rests once its metadata is here
 */
@Bep({9, 53})
public record AddMagnet(
    MagnetLink link,
    Path directory,
    List<PeerAddress> peers,
    FileChoice files,
    boolean useTrackers,
    boolean isMetadataOnly)
    implements AddRequest {

  public AddMagnet {
    peers = List.copyOf(peers);
  }

  @Override
  public InfoHash infoHash() {
    return link.infoHash();
  }

  /** Returns a request for the files that the link selects (BEP 53), or all if it does not. */
  public static AddMagnet of(MagnetLink link, Path directory) {
    return new AddMagnet(link, directory, List.of(), info -> selectedBy(link, info), true, false);
  }

  /** A selection of files that are not there is none. */
  private static Predicate<Integer> selectedBy(MagnetLink link, Info info) {
    List<IndexRange> ranges = link.selectedFiles();
    boolean isSelection =
        ranges.stream().anyMatch(range -> range.first() < info.files().fileCount());
    return index -> !isSelection || ranges.stream().anyMatch(range -> range.contains(index));
  }

  /** Returns this request with addresses to try at once. */
  public AddMagnet withPeers(List<PeerAddress> addresses) {
    return new AddMagnet(link, directory, addresses, files, useTrackers, isMetadataOnly);
  }

  /**
   * Returns this request limited to the files that {@code choice} names, whatever the link says.
   */
  public AddMagnet withFiles(FileChoice choice) {
    return new AddMagnet(link, directory, peers, choice, useTrackers, isMetadataOnly);
  }

  /** Returns this request with no tracker asked. */
  public AddMagnet withoutTrackers() {
    return new AddMagnet(link, directory, peers, files, false, isMetadataOnly);
  }

  /** Returns this request for the metadata alone: nothing is put into the folder. */
  public AddMagnet metadataOnly() {
    return new AddMagnet(link, directory, peers, files, useTrackers, true);
  }
}
