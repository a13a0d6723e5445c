package dev.sluice.metainfo;

import dev.sluice.bencode.BDictionary;
import dev.sluice.bencode.BDictionaryBuilder;
import dev.sluice.bencode.BInteger;
import dev.sluice.bencode.BList;
import dev.sluice.bencode.BString;
import dev.sluice.model.Bep;
import dev.sluice.model.InfoHash;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a .torrent file says: the info that names the torrent, and where to find its peers.
 *
 * @param info the part under the info-hash
 * @param announceTiers URLs of trackers: tiers in order of preference, none empty (BEP 12)
 * @param webSeeds URLs that serve the files over HTTP (BEP 19)
 * @param nodes DHT nodes to begin with (BEP 5)
 * @param comment a text for people; empty if there is none
 * @param createdBy the program that made it; empty if it does not say
 * @param creationDate when it was made, if it says so
 */
@Bep({3, 5, 12, 19})
public record Metainfo(
    Info info,
    List<List<String>> announceTiers,
    List<String> webSeeds,
    List<Endpoint> nodes,
    String comment,
    String createdBy,
    Optional<Instant> creationDate) {
  public Metainfo {
    announceTiers =
        List.copyOf(announceTiers.stream().map(List::copyOf).collect(Collectors.toList()));
    webSeeds = List.copyOf(webSeeds);
    nodes = List.copyOf(nodes);
  }

  /** Returns the torrent of {@code info} with what a magnet link knew about its peers. */
  public static Metainfo of(Info info, MagnetLink magnet) {
    List<List<String>> tiers =
        magnet.trackers().stream().map(List::of).collect(Collectors.toList());
    return new Metainfo(info, tiers, magnet.webSeeds(), List.of(), "", "", Optional.empty());
  }

  /** Returns the digest that names the torrent. */
  public InfoHash infoHash() {
    return info.infoHash();
  }

  /** Returns the magnet link to this torrent with its trackers and web seeds. */
  public MagnetLink magnet() {
    return MagnetLink.of(infoHash())
        .withName(info.name())
        .withTrackers(announceTiers.stream().flatMap(List::stream).collect(Collectors.toList()))
        .withWebSeeds(webSeeds);
  }

  /** Returns the bytes of a .torrent file that says all this, its info exactly as it stood. */
  public byte[] encode() {
    BDictionaryBuilder torrent = BDictionary.builder().put("info", info.dictionary());
    if (!announceTiers.isEmpty()) {
      torrent.put("announce", announceTiers.get(0).get(0));
      torrent.put(
          "announce-list",
          BList.of(announceTiers.stream().map(Metainfo::list).collect(Collectors.toList())));
    }
    if (!webSeeds.isEmpty()) {
      torrent.put("url-list", list(webSeeds));
    }
    if (!nodes.isEmpty()) {
      torrent.put(
          "nodes", BList.of(nodes.stream().map(Metainfo::node).collect(Collectors.toList())));
    }
    if (!comment.isEmpty()) {
      torrent.put("comment", comment);
    }
    if (!createdBy.isEmpty()) {
      torrent.put("created by", createdBy);
    }
    creationDate.ifPresent(date -> torrent.put("creation date", date.getEpochSecond()));
    return torrent.build().encode();
  }

  private static BList list(List<String> texts) {
    return BList.of(texts.stream().map(BString::of).collect(Collectors.toList()));
  }

  private static BList node(Endpoint node) {
    return BList.of(BString.of(node.host()), new BInteger(node.port()));
  }
}
