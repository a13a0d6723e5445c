package dev.sluice.metainfo;

import dev.sluice.model.Bep;
import dev.sluice.model.InfoHash;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A magnet link: a torrent's info-hash, and hints where its peers are.
 *
 * <pre>
 *   magnet:?xt=urn:btih:HASH&amp;dn=NAME&amp;tr=TRACKER&amp;tr=TRACKER&amp;ws=URL&amp;x.pe=HOST:PORT&amp;so=0,2,6-8
 * </pre>
 *
 * @param infoHash names the torrent
 * @param name what to show until the metadata is there; empty if the link has none; not a safe file
 *     name
 * @param trackers URLs of trackers
 * @param webSeeds URLs that serve the files over HTTP (BEP 19)
 * @param peers where peers listen
 * @param selectedFiles the files to download; empty means all (BEP 53)
 */
@Bep({9, 53})
public record MagnetLink(
    InfoHash infoHash,
    String name,
    List<String> trackers,
    List<String> webSeeds,
    List<Endpoint> peers,
    List<IndexRange> selectedFiles) {
  /** Entries of one kind that are read from a link; the rest is ignored. */
  static final int MAX_ADDRESSES = 1_000;

  public MagnetLink {
    trackers = List.copyOf(trackers);
    webSeeds = List.copyOf(webSeeds);
    peers = List.copyOf(peers);
    selectedFiles = List.copyOf(selectedFiles);
  }

  /** Returns a link that knows the info-hash alone. */
  public static MagnetLink of(InfoHash infoHash) {
    return new MagnetLink(infoHash, "", List.of(), List.of(), List.of(), List.of());
  }

  /** Returns whether {@code text} begins as a magnet link does, well formed or not. */
  public static boolean isMagnet(String text) {
    return text.strip()
        .regionMatches(true, 0, MagnetParser.SCHEME, 0, MagnetParser.SCHEME.length());
  }

  /**
   * Reads a magnet link.
   *
   * @throws MetainfoException if it names no torrent that we can download; the message says why
   */
  public static MagnetLink parse(String link) throws MetainfoException {
    return MagnetParser.parse(link);
  }

  /**
   * Reads an info-hash by itself: 40 hexadecimal or 32 base32 digits, upper or lower case.
   *
   * @throws MetainfoException if it is anything else
   */
  public static MagnetLink parseInfoHash(String text) throws MetainfoException {
    return of(InfoHashText.parse(text.strip()));
  }

  /** Returns this link with another name. */
  public MagnetLink withName(String newName) {
    return new MagnetLink(infoHash, newName, trackers, webSeeds, peers, selectedFiles);
  }

  /** Returns this link with other trackers. */
  public MagnetLink withTrackers(List<String> newTrackers) {
    return new MagnetLink(infoHash, name, newTrackers, webSeeds, peers, selectedFiles);
  }

  /** Returns this link with other web seeds. */
  public MagnetLink withWebSeeds(List<String> newWebSeeds) {
    return new MagnetLink(infoHash, name, trackers, newWebSeeds, peers, selectedFiles);
  }

  /** Returns the link as text, which {@link #parse} reads to an equal one. */
  @Override
  public String toString() {
    StringBuilder link = new StringBuilder("magnet:?xt=urn:btih:").append(infoHash.toHex());
    if (!name.isEmpty()) {
      append(link, "dn", name);
    }
    trackers.forEach(tracker -> append(link, "tr", tracker));
    webSeeds.forEach(webSeed -> append(link, "ws", webSeed));
    peers.forEach(peer -> append(link, "x.pe", peer.toString()));
    if (!selectedFiles.isEmpty()) {
      link.append("&so=");
      link.append(
          selectedFiles.stream().map(IndexRange::toString).collect(Collectors.joining(",")));
    }
    return link.toString();
  }

  private static void append(StringBuilder link, String key, String value) {
    link.append('&').append(key).append('=').append(PercentCoding.encode(value));
  }
}
