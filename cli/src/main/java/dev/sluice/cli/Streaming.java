package dev.sluice.cli;

import dev.sluice.api.FileStream;
import dev.sluice.api.TorrentClient;
import dev.sluice.cli.report.Report;
import dev.sluice.daemon.stream.ServedTorrent;
import dev.sluice.daemon.stream.StreamServer;
import dev.sluice.metainfo.FileEntry;
import dev.sluice.metainfo.Metainfo;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The server and the player of {@code sluice stream}. Owned by the main thread. */
final class Streaming implements Companion {
  private static final int USUAL_PORT = 8088;

  private final TorrentClient client;
  private final StreamServer server;
  private final Optional<Player> player;
  private Optional<Process> playing = Optional.empty();
  private Optional<ServedTorrent> served = Optional.empty();
  private Optional<FileStream> first = Optional.empty();
  private final Readiness readiness = new Readiness();

  private Streaming(TorrentClient client, StreamServer server, Optional<Player> player) {
    this.client = client;
    this.server = server;
    this.player = player;
  }

  static Streaming start(
      TorrentClient client, Optional<InetSocketAddress> address, Optional<Player> player)
      throws CommandFailure {
    InetSocketAddress wanted =
        address.orElse(new InetSocketAddress(InetAddress.getLoopbackAddress(), USUAL_PORT));
    try {
      return new Streaming(client, StreamServer.bind(wanted, new SecureRandom()), player);
    } catch (IOException e) {
      if (address.isEmpty()) {
        return onAnyPort(client, player);
      }
      throw CommandFailure.failure(
          "--http %s:%d: cannot listen there (%s); choose another address or port"
              .formatted(wanted.getHostString(), wanted.getPort(), e.getMessage()));
    }
  }

  private static Streaming onAnyPort(TorrentClient client, Optional<Player> player)
      throws CommandFailure {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try {
      return new Streaming(client, StreamServer.bind(any, new SecureRandom()), player);
    } catch (IOException e) {
      throw CommandFailure.failure("cannot listen on loopback: " + e.getMessage());
    }
  }

  @Override
  public void onKnown(Metainfo torrent, Predicate<Integer> wanted, Report report) {
    ServedTorrent here = server.serve(client, torrent, wanted);
    served = Optional.of(here);
    List<FileEntry> files = here.playable();
    for (FileEntry file : files) {
      report.noted("streaming " + file.path().fileName() + " at " + here.url(file));
    }
    if (files.size() > 1) {
      report.noted("all of them: " + here.playlistUrl());
    }
    if (!files.isEmpty()) {
      first = here.stream(files.getFirst());
      String url = files.size() == 1 ? here.url(files.getFirst()) : here.playlistUrl();
      player.ifPresent(found -> play(found, url, report));
    }
  }

  private void play(Player found, String url, Report report) {
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
    served.ifPresent(ServedTorrent::close);
  }
}
