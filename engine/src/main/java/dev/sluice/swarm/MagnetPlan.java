package dev.sluice.swarm;

import dev.sluice.api.FileChoice;
import dev.sluice.api.NotWantedException;
import dev.sluice.api.PeerSource;
import dev.sluice.metainfo.Info;
import dev.sluice.metainfo.MagnetLink;
import dev.sluice.metainfo.Metainfo;
import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerAddress;
import dev.sluice.model.PrintableText;
import dev.sluice.swarm.discovery.PeerSources;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a torrent is to do of which only a magnet link is known.
 *
 * @param link names the torrent and its trackers
 * @param peers addresses that the user gave
 * @param files which files are wanted
 * @param useTrackers whether trackers are asked
 * @param isMetadataOnly whether it rests once the metadata is here
 * @param maxPeers connections at most
 * @param uploads how it gives, once it has something
 * @param port where peers can reach us; 0 when they cannot
 */
public record MagnetPlan(
    MagnetLink link,
    List<PeerAddress> peers,
    FileChoice files,
    boolean useTrackers,
    boolean isMetadataOnly,
    int maxPeers,
    UploadPlan uploads,
    int port) {
  public MagnetPlan {
    peers = List.copyOf(peers);
  }

  InfoHash infoHash() {
    return link.infoHash();
  }

  /** Returns what to call the torrent until it says itself; safe to print. */
  String name() {
    String name = PrintableText.of(link.name());
    return name.isEmpty() ? infoHash().toHex() : name;
  }

  /** Returns the trackers to ask, each in a tier of its own. */
  List<List<URI>> trackers() {
    List<List<String>> tiers = link.trackers().stream().map(List::of).collect(Collectors.toList());
    return useTrackers ? TrackerUrls.of(tiers) : List.of();
  }

  /** Returns from where peers may come before it is known whether the torrent is private. */
  PeerSources sources(Collection<PeerSource> wanted) {
    return PeerSources.ofPublic(wanted);
  }

  /** Returns what has become known with the info dictionary. */
  Metainfo metainfo(Info info) {
    return Metainfo.of(info, link);
  }

  /**
   * Returns what the torrent is to do now that it is known what it consists of.
   *
   * @throws NotWantedException if it is not wanted after all
   */
  TorrentPlan torrent(Metainfo metainfo) throws NotWantedException {
    return new TorrentPlan(
        metainfo, peers, files.of(metainfo.info()), useTrackers, true, maxPeers, uploads, port);
  }
}
