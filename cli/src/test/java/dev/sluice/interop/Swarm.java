package dev.sluice.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A tracker and the clients that a test started around it, all in one folder. Closing ends every
 * one of them, the last first.
 */
final class Swarm implements AutoCloseable {
  private final Path work;
  private final Deque<RealClient> clients = new ArrayDeque<>();
  private final OpentrackerNode tracker;

  /** Starts the tracker. */
  Swarm(Path work) {
    this.work = work;
    this.tracker = OpentrackerNode.start(work);
  }

  OpentrackerNode tracker() {
    return tracker;
  }

  /** Starts a seeder of the torrent's own data; returns when the tracker knows about it. */
  RealClient seed(Seeder kind, TorrentFile torrent) {
    return seed(kind, torrent, torrent.data());
  }

  /** Starts a seeder of a copy of the torrent's data; returns when the tracker knows about it. */
  RealClient seed(Seeder kind, TorrentFile torrent, SampleData copy) {
    long before = tracker.scrape(torrent, "complete");
    RealClient client = kind.seed(torrent, copy.parent(), work);
    clients.push(client);
    tracker.awaitSeeders(torrent, before + 1);
    return client;
  }

  /** Starts a download that finds its peers by the tracker. */
  LeechingClient leech(Leecher kind, TorrentFile torrent, Path folder) {
    LeechingClient client = kind.leech(torrent, folder, work);
    clients.push(client);
    return client;
  }

  /** Returns the command line that shares a torrent's own data and tells trackers alone. */
  List<String> share(TorrentFile torrent, String... more) {
    return command("seed", torrent, torrent.data().parent(), more);
  }

  /** Returns the command line of a download that learns of peers from trackers alone. */
  List<String> get(TorrentFile torrent, Path folder, String... more) {
    return command("get", torrent, folder, more);
  }

  private static List<String> command(
      String command, TorrentFile torrent, Path folder, String... more) {
    InetSocketAddress ours = Loopback.endpoint();
    var arguments =
        new ArrayList<>(List.of(command, torrent.path().toString(), "-d", folder.toString()));
    arguments.addAll(List.of("--bind", ours.getAddress().getHostAddress()));
    arguments.addAll(List.of("--port", Integer.toString(ours.getPort())));
    arguments.addAll(List.of("--no-dht", "--no-lsd", "--no-pex"));
    arguments.addAll(List.of(more));
    return arguments;
  }

  /** Returns a folder of this name to download into. */
  Path folder(String name) {
    try {
      return Files.createDirectories(work.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    clients.forEach(RealClient::close);
    tracker.close();
  }
}
