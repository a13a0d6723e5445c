package dev.sluice.daemon.stream;

import dev.sluice.api.FileStream;
import dev.sluice.api.TorrentClient;
import dev.sluice.daemon.http.HttpServer;
import dev.sluice.metainfo.FileEntry;
import dev.sluice.metainfo.Metainfo;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Serves the files of one torrent over HTTP while it downloads. Any thread may call.
 *
 * <p>On loopback everybody on this machine may read. On any other address every URL begins with a
 * token of 128 random bits.
 */
public final class StreamServer implements AutoCloseable {
  private static final int TOKEN_BYTES = 16;

  private final StreamedTorrent torrent;
  private final AccessRule access;
  private final HttpServer server;

  private StreamServer(StreamedTorrent torrent, AccessRule access, HttpServer server) {
    this.torrent = torrent;
    this.access = access;
    this.server = server;
  }

  /**
   * Takes the address; the torrent need not be added to the client before {@link #serve}.
   *
   * @param fileFilter which files are served, asked with each file's index
   * @param chance makes the token
   * @throws IOException if the address cannot be listened on
   */
  public static StreamServer bind(
      TorrentClient client,
      Metainfo metainfo,
      Predicate<Integer> fileFilter,
      InetSocketAddress address,
      RandomGenerator chance)
      throws IOException {
    StreamedTorrent torrent = new StreamedTorrent(client, metainfo, fileFilter);
    AccessRule access = new AccessRule(tokenFor(address.getAddress(), chance));
    StreamSite site = new StreamSite(torrent, access);
    return new StreamServer(torrent, access, HttpServer.bind(address, site::answer));
  }

  private static Optional<String> tokenFor(InetAddress address, RandomGenerator chance) {
    if (AccessRule.isPrivate(address)) {
      return Optional.empty();
    }
    byte[] bytes = new byte[TOKEN_BYTES];
    chance.nextBytes(bytes);
    return Optional.of(HexFormat.of().formatHex(bytes));
  }

  /** Begins to answer; who called since {@link #bind} has waited. */
  public void serve() {
    server.serve();
  }

  /** Returns the files that are offered to players, in the torrent's order. */
  public List<FileEntry> playable() {
    return new Playlist(torrent.files()).playable();
  }

  /** Returns the subtitles in a torrent that belong to a film. */
  public static List<FileEntry> subtitlesOf(Metainfo torrent, FileEntry film) {
    return new Playlist(torrent.info().files().files()).subtitlesOf(film);
  }

  /** Returns the URL of a file. */
  public String url(FileEntry file) {
    return base() + Playlist.address(file);
  }

  /** Returns the URL of the list of all playable files. */
  public String playlistUrl() {
    return base() + "playlist.m3u8";
  }

  private String base() {
    InetSocketAddress address = server.address();
    String host = address.getAddress().getHostAddress();
    String literal = host.contains(":") ? "[" + host + "]" : host;
    return "http://" + literal + ":" + address.getPort() + access.prefix() + "/";
  }

  /** Begins to stream a file before anybody asks for it; empty while the torrent is not added. */
  public Optional<FileStream> stream(FileEntry file) {
    return torrent.stream(file.index());
  }

  /** Hangs up on every player. */
  @Override
  public void close() {
    server.close();
    torrent.close();
  }
}
