package dev.sluice.daemon.stream;

import dev.sluice.api.TorrentClient;
import dev.sluice.daemon.http.HttpServer;
import dev.sluice.metainfo.FileEntry;
import dev.sluice.metainfo.FileLayout;
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

  private final AccessRule access;
  private final HttpServer server;

  private StreamServer(AccessRule access, HttpServer server) {
    this.access = access;
    this.server = server;
  }

  /**
   * Takes the address. Who calls there waits until it is known what there is to {@linkplain #serve
   * serve}: of a magnet link that takes a while.
   *
   * @param chance makes the token
   * @throws IOException if the address cannot be listened on
   */
  public static StreamServer bind(InetSocketAddress address, RandomGenerator chance)
      throws IOException {
    AccessRule access = new AccessRule(tokenFor(address.getAddress(), chance));
    return new StreamServer(access, HttpServer.bind(address));
  }

  private static Optional<String> tokenFor(InetAddress address, RandomGenerator chance) {
    if (AccessRule.isPrivate(address)) {
      return Optional.empty();
    }
    byte[] bytes = new byte[TOKEN_BYTES];
    chance.nextBytes(bytes);
    return Optional.of(HexFormat.of().formatHex(bytes));
  }

  /**
   * Begins to answer for a torrent that has been added to the client.
   *
   * @param fileFilter which files are served, asked with each file's index
   * @return the torrent, to be closed after the server
   */
  public ServedTorrent serve(
      TorrentClient client, Metainfo metainfo, Predicate<Integer> fileFilter) {
    StreamedTorrent torrent = new StreamedTorrent(client, metainfo, fileFilter);
    server.serve(new StreamSite(torrent, access)::answer);
    return new ServedTorrent(torrent, base());
  }

  private String base() {
    InetSocketAddress address = server.address();
    String host = OpenAddress.of(address.getAddress()).getHostAddress();
    int zone = host.indexOf('%');
    String literal =
        host.contains(":") ? "[" + (zone < 0 ? host : host.substring(0, zone)) + "]" : host;
    return "http://" + literal + ":" + address.getPort() + access.prefix() + "/";
  }

  /** Returns the subtitles among files that belong to a film. */
  public static List<FileEntry> subtitlesOf(FileLayout files, FileEntry film) {
    return new Playlist(files.files()).subtitlesOf(film);
  }

  /** Hangs up on every player. */
  @Override
  public void close() {
    server.close();
  }
}
