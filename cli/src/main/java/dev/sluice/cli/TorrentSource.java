package dev.sluice.cli;

import dev.sluice.metainfo.MagnetLink;
import dev.sluice.metainfo.Metainfo;
import dev.sluice.metainfo.MetainfoException;
import dev.sluice.model.InfoHash;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What a SOURCE of the command line names: a torrent, or where to learn about one. */
sealed interface TorrentSource {
  /** A hash of format v2 has 64 digits: it is recognised to be refused by name. */
  Pattern INFO_HASH = Pattern.compile("[0-9a-fA-F]{40}|[0-9a-fA-F]{64}|[a-zA-Z2-7]{32}");

  /** Returns the torrent's name between programs. */
  InfoHash infoHash();

  /** A torrent that is known. */
  record Known(Metainfo metainfo) implements TorrentSource {
    @Override
    public InfoHash infoHash() {
      return metainfo.infoHash();
    }
  }

  /** A torrent that its peers know. */
  record Named(MagnetLink link) implements TorrentSource {
    @Override
    public InfoHash infoHash() {
      return link.infoHash();
    }
  }

  /**
   * Returns what the user means: a magnet link, a .torrent file, or an info-hash where no file is
   * called so.
   *
   * @throws CommandFailure if it is none of these, or cannot be read
   */
  static TorrentSource of(String source) throws CommandFailure {
    try {
      if (MagnetLink.isMagnet(source)) {
        return new Named(MagnetLink.parse(source));
      }
      if (INFO_HASH.matcher(source).matches() && !isFile(source)) {
        return new Named(MagnetLink.parseInfoHash(source));
      }
      return new Known(TorrentFile.load(source));
    } catch (MetainfoException e) {
      throw CommandFailure.usage(String.valueOf(e.getMessage()));
    }
  }

  private static boolean isFile(String source) {
    try {
      return Files.exists(Path.of(source));
    } catch (InvalidPathException _) {
      return false;
    }
  }

  /** Returns the sources in the order given; of those that name one torrent the first. */
  static List<TorrentSource> distinct(List<TorrentSource> sources) {
    Map<InfoHash, TorrentSource> distinct = new LinkedHashMap<>();
    sources.forEach(source -> distinct.putIfAbsent(source.infoHash(), source));
    return List.copyOf(distinct.values());
  }
}
