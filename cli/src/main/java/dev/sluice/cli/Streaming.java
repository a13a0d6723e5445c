package dev.sluice.cli;

import dev.sluice.api.FileStream;
import dev.sluice.api.TorrentClient;
import dev.sluice.cli.report.Report;
import dev.sluice.daemon.stream.StreamServer;
import dev.sluice.metainfo.FileEntry;
import dev.sluice.metainfo.Metainfo;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The server and the player of {@code sluice stream}. Owned by the main thread. */
final class Streaming implements Companion {
  private static final int USUAL_PORT = 8088;

  private final StreamServer server;
  private final Optional<Player> player;
  private Optional<Process> playing = Optional.empty();
  private Optional<FileStream> first = Optional.empty();
  private final Readiness readiness = new Readiness();

  private Streaming(StreamServer server, Optional<Player> player) {
    this.server = server;
    this.player = player;
  }

  static Streaming start(
      TorrentClient client,
      Metainfo torrent,
      Predicate<Integer> files,
      Optional<InetSocketAddress> address,
      Optional<Player> player)
      throws CommandFailure {
    InetSocketAddress wanted =
        address.orElse(new InetSocketAddress(InetAddress.getLoopbackAddress(), USUAL_PORT));
    try {
      return new Streaming(server(client, torrent, files, wanted), player);
    } catch (IOException e) {
      if (address.isEmpty()) {
        return onAnyPort(client, torrent, files, player);
      }
      throw CommandFailure.failure(
          "--http %s:%d: cannot listen there (%s); choose another address or port"
              .formatted(wanted.getHostString(), wanted.getPort(), e.getMessage()));
    }
  }

  private static Streaming onAnyPort(
      TorrentClient client, Metainfo torrent, Predicate<Integer> files, Optional<Player> player)
      throws CommandFailure {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try {
      return new Streaming(server(client, torrent, files, any), player);
    } catch (IOException e) {
      throw CommandFailure.failure("cannot listen on loopback: " + e.getMessage());
    }
  }

  private static StreamServer server(
      TorrentClient client, Metainfo torrent, Predicate<Integer> files, InetSocketAddress address)
      throws IOException {
    return StreamServer.bind(client, torrent, files, address, new SecureRandom());
  }

  /** Returns a file and the subtitles that belong to it. */
  static BitSet withSubtitles(Metainfo torrent, int fileIndex) {
    BitSet files = new BitSet();
    files.set(fileIndex);
    FileEntry film = torrent.info().files().file(fileIndex);
    StreamServer.subtitlesOf(torrent, film).forEach(file -> files.set(file.index()));
    return files;
  }

  @Override
  public void onAdded(Report report) {
    server.serve();
    List<FileEntry> files = server.playable();
    for (FileEntry file : files) {
      report.noted("streaming " + file.path().fileName() + " at " + server.url(file));
    }
    if (files.size() > 1) {
      report.noted("all of them: " + server.playlistUrl());
    }
    if (!files.isEmpty()) {
      first = server.stream(files.getFirst());
      player.ifPresent(found -> play(found, files, report));
    }
  }

  private void play(Player found, List<FileEntry> files, Report report) {
    String url = files.size() == 1 ? server.url(files.getFirst()) : server.playlistUrl();
    try {
      playing = Optional.of(found.play(url));
    } catch (IOException e) {
      report.noted("--play: " + found.program() + " cannot be started: " + e.getMessage());
    }
  }

  @Override
  public void onLook(Report report) {
    first.ifPresent(stream -> readiness.tell(stream, report));
  }

  @Override
  public void close() {
    playing.ifPresent(Process::destroy);
    first.ifPresent(FileStream::close);
    server.close();
  }
}
