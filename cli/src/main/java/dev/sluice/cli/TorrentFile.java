package dev.sluice.cli;

import dev.sluice.metainfo.MagnetLink;
import dev.sluice.metainfo.Metainfo;
import dev.sluice.metainfo.MetainfoException;
import dev.sluice.metainfo.MetainfoParser;
import dev.sluice.model.InfoHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads what the user named as a torrent. */
final class TorrentFile {
  /** The largest file read, in bytes: some eight times the largest torrents in the wild. */
  private static final long MAX_BYTES = 128L << 20;

  private TorrentFile() {}

  /**
   * Returns the torrent of a file.
   *
   * @throws CommandFailure if it cannot be read, is no valid torrent, or no file at all
   */
  static Metainfo load(String source) throws CommandFailure {
    if (source.isEmpty()) {
      throw CommandFailure.usage("name a .torrent file; see 'sluice help'");
    }
    if (MagnetLink.isMagnet(source)) {
      throw CommandFailure.usage("a magnet link does not do here; name a .torrent file");
    }
    if (source.toLowerCase(Locale.ROOT).matches("https?://.*")) {
      throw CommandFailure.notBuilt("fetching a torrent from a URL");
    }
    return read(path(source));
  }

  /** Returns the torrents in the order given; one that is named twice comes once. */
  static List<Metainfo> distinct(List<Metainfo> torrents) {
    Map<InfoHash, Metainfo> distinct = new LinkedHashMap<>();
    torrents.forEach(torrent -> distinct.putIfAbsent(torrent.infoHash(), torrent));
    return List.copyOf(distinct.values());
  }

  private static Path path(String source) throws CommandFailure {
    try {
      return Path.of(source);
    } catch (InvalidPathException _) {
      throw CommandFailure.usage(source + ": neither a file nor a link");
    }
  }

  private static Metainfo read(Path file) throws CommandFailure {
    try {
      return MetainfoParser.parse(bytes(file));
    } catch (IOException e) {
      throw CommandFailure.reading(file, e);
    } catch (MetainfoException e) {
      throw CommandFailure.usage(file + ": " + e.getMessage());
    }
  }

  private static byte[] bytes(Path file) throws IOException, CommandFailure {
    if (Files.isDirectory(file)) {
      throw CommandFailure.usage(file + ": a folder; name a .torrent file");
    }
    if (Files.size(file) > MAX_BYTES) {
      throw CommandFailure.usage(file + ": too large for a torrent file");
    }
    return Files.readAllBytes(file);
  }
}
