package dev.sluice.swarm;

import dev.sluice.api.PeerSource;
import dev.sluice.metainfo.Metainfo;
import dev.sluice.model.Bep;
import dev.sluice.model.PeerAddress;
import dev.sluice.swarm.discovery.DistributedTable;
import dev.sluice.swarm.discovery.PeerSources;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What one torrent is to do.
 *
 * @param metainfo what to get
 * @param peers addresses that the user gave
 * @param fileFilter which files are wanted, asked with each file's index
 * @param useTrackers whether trackers are asked
 * @param mayDownload whether missing pieces are fetched; otherwise they are a failure
 * @param maxPeers connections at most
 * @param uploads how it gives
 * @param port where peers can reach us; 0 when they cannot
 */
public record TorrentPlan(
    Metainfo metainfo,
    List<PeerAddress> peers,
    Predicate<Integer> fileFilter,
    boolean useTrackers,
    boolean mayDownload,
    int maxPeers,
    UploadPlan uploads,
    int port) {
  public TorrentPlan {
    peers = List.copyOf(peers);
  }

  /** Returns from where peers of this torrent may come, of the sources that the user wants. */
  PeerSources sources(Collection<PeerSource> wanted) {
    return metainfo.info().isPrivate()
        ? PeerSources.ofPrivate(wanted)
        : PeerSources.ofPublic(wanted);
  }

  /** Returns the indices of the files that are not wanted. */
  Set<Integer> skippedFiles() {
    return Set.copyOf(
        IntStream.range(0, metainfo.info().files().fileCount())
            .filter(index -> !fileFilter.test(index))
            .boxed()
            .collect(Collectors.toSet()));
  }

  /** BEP 27: a private torrent is not known to the table, nor are its peers. */
  @Bep(27)
  DistributedTable table(DistributedTable ofTheWorld) {
    return metainfo.info().isPrivate() ? DistributedTable.EMPTY : ofTheWorld;
  }

  /** Returns the trackers to ask, tier by tier. */
  List<List<URI>> trackers() {
    return useTrackers ? TrackerUrls.of(metainfo.announceTiers()) : List.of();
  }
}
