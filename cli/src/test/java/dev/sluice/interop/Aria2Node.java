package dev.sluice.interop;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** aria2c, driven by its command line alone. */
final class Aria2Node implements LeechingClient {
  private final InetSocketAddress endpoint;
  private final ClientProcess process;

  private Aria2Node(InetSocketAddress endpoint, ClientProcess process) {
    this.endpoint = endpoint;
    this.process = process;
  }

  /** Starts a seeder of {@code data}; returns when aria2 has checked it and seeds. */
  static Aria2Node seed(TorrentFile torrent, Path data, Path work) {
    return seed(torrent, data, work, Disguise.WELCOME);
  }

  /** Starts a seeder that takes peers as {@code disguise} says. */
  static Aria2Node seed(TorrentFile torrent, Path data, Path work, Disguise disguise) {
    Aria2Node node = leech(torrent, data, work, disguise);
    node.awaitComplete(START);
    return node;
  }

  /** Starts a download into {@code folder}, which is also how aria2 begins to seed. */
  static Aria2Node leech(TorrentFile torrent, Path folder, Path work) {
    return leech(torrent, folder, work, Disguise.WELCOME);
  }

  /** Starts a download that takes peers as {@code disguise} says: RC4 is forced, or nothing. */
  static Aria2Node leech(TorrentFile torrent, Path folder, Path work, Disguise disguise) {
    Installed.require("aria2c", "aria2");
    InetSocketAddress endpoint = Loopback.endpoint();
    String name = "aria2-" + System.nanoTime();
    return new Aria2Node(
        endpoint,
        ClientProcess.start(work, name, command(torrent, folder, work, endpoint, disguise)));
  }

  private static List<String> command(
      TorrentFile torrent, Path data, Path work, InetSocketAddress endpoint, Disguise disguise) {
    String address = endpoint.getAddress().getHostAddress();
    return List.of(
        "aria2c",
        "--no-conf",
        // aria2 speaks to UDP trackers only through its DHT socket. Without an entry point the DHT
        // itself has nobody to talk to.
        "--enable-dht=true",
        "--dht-listen-addr=" + address,
        "--dht-listen-port=" + endpoint.getPort(),
        "--dht-file-path=" + work.resolve("aria2-dht-" + endpoint.getPort()),
        "--enable-dht6=false",
        "--disable-ipv6=true",
        "--bt-enable-lpd=false",
        "--enable-peer-exchange=false",
        "--bt-max-peers=0",
        "--bt-force-encryption=" + (disguise == Disguise.FORCED_RC4),
        "--interface=" + address,
        "--listen-port=" + endpoint.getPort(),
        "--dir=" + data,
        "--file-allocation=none",
        "--allow-overwrite=true",
        "--check-integrity=true",
        "--seed-ratio=0.0",
        "--async-dns=false",
        "--summary-interval=1",
        "--enable-color=false",
        "--human-readable=false",
        "--stop-with-process=" + ProcessHandle.current().pid(),
        torrent.path().toString());
  }

  @Override
  public void awaitComplete(Duration deadline) {
    Eventually.until("aria2 seeds", deadline, this::isSeeding);
  }

  /** aria2 prints a status line every second; while seeding it says {@code SEED}. */
  private boolean isSeeding() {
    if (!process.isAlive()) {
      throw new AssertionError(process.transcript());
    }
    return process.out().contains("SEED(");
  }

  @Override
  public InetSocketAddress endpoint() {
    return endpoint;
  }

  @Override
  public void close() {
    process.close();
  }
}
