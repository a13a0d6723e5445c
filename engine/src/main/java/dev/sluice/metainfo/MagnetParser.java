package dev.sluice.metainfo;

import dev.sluice.model.Bep;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads the parameters of one magnet link, each {@code key=value} or {@code key.1=value}. */
@Bep({9, 53})
final class MagnetParser {
  static final String SCHEME = "magnet:?";

  private static final String V1 = "urn:btih:";
  private static final String V2 = "urn:btmh:";

  private String topic = "";
  private boolean hasV2Topic;
  private String name = "";
  private final List<String> trackers = new ArrayList<>();
  private final List<String> webSeeds = new ArrayList<>();
  private final List<Endpoint> peers = new ArrayList<>();
  private final List<IndexRange> selectedFiles = new ArrayList<>();

  private MagnetParser() {}

  static MagnetLink parse(String link) throws MetainfoException {
    if (!MagnetLink.isMagnet(link)) {
      throw new MetainfoException("This is no magnet link: it does not begin with 'magnet:?'.");
    }
    MagnetParser parser = new MagnetParser();
    for (String parameter : link.strip().substring(SCHEME.length()).split("&")) {
      parser.accept(parameter);
    }
    return parser.link();
  }

  private void accept(String parameter) {
    int equals = parameter.indexOf('=');
    if (equals < 0) {
      return;
    }
    String value = parameter.substring(equals + 1);
    switch (key(parameter.substring(0, equals))) {
      case "xt" -> acceptTopic(PercentCoding.decode(value));
      case "dn" -> name = PercentCoding.decode(value.replace('+', ' '));
      case "tr" -> addUrl(trackers, value);
      case "ws" -> addUrl(webSeeds, value);
      case "x.pe" -> acceptPeer(value);
      case "so" -> selectedFiles.addAll(IndexRange.parseList(PercentCoding.decode(value)));
      default -> {
        // Other parameters belong to other networks.
      }
    }
  }

  /** Returns the key in lower case without a number; a link copied from HTML has {@code amp;}. */
  private static String key(String key) {
    return key.toLowerCase(Locale.ROOT).replaceFirst("^amp;", "").replaceFirst("\\.[0-9]+$", "");
  }

  private void acceptTopic(String value) {
    String urn = value.toLowerCase(Locale.ROOT);
    if (urn.startsWith(V1) && topic.isEmpty()) {
      topic = value.substring(V1.length());
    }
    hasV2Topic |= urn.startsWith(V2);
  }

  private static void addUrl(List<String> urls, String value) {
    String url = PercentCoding.decode(value).strip();
    if (!url.isEmpty() && urls.size() < MagnetLink.MAX_ADDRESSES && !urls.contains(url)) {
      urls.add(url);
    }
  }

  private void acceptPeer(String value) {
    if (peers.size() < MagnetLink.MAX_ADDRESSES) {
      Endpoint.parse(PercentCoding.decode(value)).ifPresent(peers::add);
    }
  }

  private MagnetLink link() throws MetainfoException {
    if (topic.isEmpty() && hasV2Topic) {
      throw new MetainfoException(
          "The magnet link names a torrent in format v2 alone (urn:btmh), and v2-only torrents are"
              + " not supported yet.");
    }
    if (topic.isEmpty()) {
      throw new MetainfoException("The magnet link names no torrent: it has no 'xt=urn:btih:...'.");
    }
    return new MagnetLink(
        InfoHashText.parse(topic), name, trackers, webSeeds, peers, selectedFiles);
  }
}
