package dev.sluice.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Peers that only another peer knows of. No tracker takes part. */
@Tag("interop")
final class PeerExchangeIT {
  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;

  /** libtorrent speaks once a minute. */
  private static final Duration DEADLINE = Duration.ofSeconds(150);

  @TempDir(factory = InteropFolder.class)
  Path work;

  private static Path folder(Path work, String name) {
    try {
      return Files.createDirectories(work.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> get(TorrentFile torrent, Path folder, String... more) {
    List<String> arguments = new ArrayList<>(List.of("get", torrent.path().toString()));
    arguments.addAll(List.of("-d", folder.toString(), "--no-dht", "--no-lsd", "--json"));
    arguments.addAll(Arrays.asList(more));
    return arguments;
  }

  /**
   * The hub gives next to nothing itself: what comes, comes from the seeder that it tells us of,
   * and which hears of nobody.
   */
  @Test
  void weFindTheSeederThatLibtorrentTellsUsOf() {
    SampleData data = SampleData.file(work.resolve("data"), "sample.bin", 8L * MIB, 111);
    TorrentFile torrent = TorrentFile.byLibtorrent(data, 64 * KIB, work);
    Path folder = folder(work, "ours");
    try (LibtorrentNode seeder = LibtorrentNode.seed(torrent, data.parent(), work);
        LibtorrentNode hub = LibtorrentNode.gossip(torrent, folder(work, "hub"), work)) {
      seeder.limitUpload(50 * KIB);
      hub.limitUpload(4 * KIB); // its handshakes count, too
      hub.connect(seeder.endpoint());
      InetSocketAddress ours = Loopback.endpoint();

      try (SluiceProcess sluice =
          SluiceProcess.start(
              work,
              get(
                  torrent,
                  folder,
                  "--bind",
                  ours.getAddress().getHostAddress(),
                  "--port",
                  Integer.toString(ours.getPort()),
                  "--peer",
                  Loopback.text(hub.endpoint())))) {
        sluice.awaitEvent(
            "a peer that another one named", DEADLINE, event -> event.json().contains("\"pex\":1"));
        seeder.limitUpload(0);

        sluice.awaitExit(DEADLINE).assertCode(0).assertNoStackTrace();
      }
      BitExact.assertCopy(data, folder);
    }
  }

  /** We are the hub, and give next to nothing: libtorrent must find the seeder by our word. */
  @Test
  void libtorrentFindsTheSeederThatWeTellItOf() {
    SampleData data = SampleData.file(work.resolve("data"), "sample.bin", 8L * MIB, 112);
    TorrentFile torrent = TorrentFile.byLibtorrent(data, 64 * KIB, work);
    Path theirs = folder(work, "theirs");
    InetSocketAddress ours = Loopback.endpoint();
    try (LibtorrentNode seeder = LibtorrentNode.gossip(torrent, data.parent(), work);
        LibtorrentNode leecher = LibtorrentNode.gossip(torrent, theirs, work)) {
      try (SluiceProcess sluice =
          SluiceProcess.start(
              work,
              get(
                  torrent,
                  folder(work, "ours"),
                  "--bind",
                  ours.getAddress().getHostAddress(),
                  "--port",
                  Integer.toString(ours.getPort()),
                  "--peer",
                  Loopback.text(seeder.endpoint()),
                  "--max-down",
                  "20K",
                  "--max-up",
                  "1K"))) {
        sluice.awaitEvent(
            "the seeder is here", DEADLINE, event -> event.json().contains("\"peers\":1"));
        leecher.connect(ours);

        leecher.awaitComplete(DEADLINE);

        BitExact.assertCopy(data, theirs);
        sluice.interrupt();
        sluice.awaitExit(DEADLINE).assertCode(130).assertNoStackTrace();
      }
    }
  }
}
