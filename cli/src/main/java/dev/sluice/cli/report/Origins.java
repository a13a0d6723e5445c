package dev.sluice.cli.report;

import dev.sluice.api.PeerSource;
import dev.sluice.api.TorrentView;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says in words where a torrent's peers come from. */
final class Origins {
  private Origins() {}

  /** Returns the words, as in {@code from tracker 9, PEX 3}; an empty text without peers. */
  static String words(TorrentView torrent) {
    return torrent.peers().isEmpty()
        ? ""
        : torrent.peersBySource().entrySet().stream()
            .map(count -> word(count.getKey()) + " " + count.getValue())
            .collect(Collectors.joining(", ", "from ", ""));
  }

  private static String word(PeerSource source) {
    return switch (source) {
      case EXPLICIT -> "you";
      case TRACKER -> "tracker";
      case INCOMING -> "incoming";
      case LSD -> "local network";
      case DHT -> "DHT";
      case PEX -> "PEX";
    };
  }

  /** Returns the name of a source for programs. */
  static String key(PeerSource source) {
    return source.name().toLowerCase(Locale.ROOT);
  }
}
