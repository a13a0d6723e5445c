package dev.sluice.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A .torrent that somebody else's program made.
 *
 * @param path the file; absolute
 * @param infoHash of version 1 where there is one; lower-case hexadecimal
 * @param data what it describes
 * @param pieceBytes the piece length
 */
record TorrentFile(Path path, String infoHash, SampleData data, int pieceBytes) {

  /** What libtorrent can write. */
  enum Format {
    V1,
    V2,
    HYBRID
  }

  /** Makes a version 1 torrent with libtorrent, one tier for each of {@code announces}. */
  static TorrentFile byLibtorrent(SampleData data, int pieceBytes, Path work, String... announces) {
    return byLibtorrent(data, pieceBytes, work, Format.V1, List.of(announces));
  }

  /**
   * Makes a torrent with libtorrent.
   *
   * @param tiers each a tracker's URL, or several of equal rank joined by spaces (BEP 12)
   */
  static TorrentFile byLibtorrent(
      SampleData data, int pieceBytes, Path work, Format format, List<String> tiers) {
    Path path = fresh(work);
    var arguments = new ArrayList<>(List.of("create", data.root().toString(), path.toString()));
    arguments.add(Integer.toString(pieceBytes));
    arguments.add(format.name().toLowerCase(Locale.ROOT));
    arguments.addAll(tiers);
    return new TorrentFile(path, LibtorrentNode.infoHashFrom(work, arguments), data, pieceBytes);
  }

  /** Makes a torrent with mktorrent, whose pieces are of 32 KiB at least. */
  static TorrentFile byMktorrent(SampleData data, int pieceBytes, Path work, String announce) {
    Installed.require("mktorrent", "mktorrent");
    Path path = fresh(work);
    String exponent = Integer.toString(Integer.numberOfTrailingZeros(pieceBytes));
    var command =
        List.of(
            "mktorrent",
            "-l",
            exponent,
            "-a",
            announce,
            "-o",
            path.toString(),
            data.root().toString());
    try (ClientProcess process =
        ClientProcess.start(work, "mktorrent-" + System.nanoTime(), command)) {
      if (process.awaitExit(RealClient.START) != 0) {
        throw new AssertionError(process.transcript());
      }
    }
    String infoHash = LibtorrentNode.infoHashFrom(work, List.of("hash", path.toString()));
    return new TorrentFile(path, infoHash, data, pieceBytes);
  }

  /** Returns a link that names it and nothing else. */
  String magnet() {
    return "magnet:?xt=urn:btih:" + infoHash;
  }

  private static Path fresh(Path work) {
    try {
      return Files.createTempDirectory(work, "torrent-").resolve("sample.torrent");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
