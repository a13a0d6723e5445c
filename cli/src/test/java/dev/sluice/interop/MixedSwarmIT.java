package dev.sluice.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients of several makes that share with each other what a slow seeder gives. */
@Tag("interop")
final class MixedSwarmIT {
  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;
  private static final Duration DEADLINE = Duration.ofSeconds(240);

  @TempDir(factory = InteropFolder.class)
  Path work;

  @Test
  void leechersOfSeveralMakesCompleteByTrading() {
    SampleData data = SampleData.file(work.resolve("data"), "sample.bin", 4L * MIB, 41);
    try (var swarm = new Swarm(work)) {
      TorrentFile torrent = tracked(swarm, data);
      var origin = (LibtorrentNode) swarm.seed(Seeder.LIBTORRENT, torrent);
      origin.limitUpload(64 * KIB);
      var transmission =
          (TransmissionNode) swarm.leech(Leecher.TRANSMISSION, torrent, swarm.folder("fourth"));
      var libtorrent =
          (LibtorrentNode) swarm.leech(Leecher.LIBTORRENT, torrent, swarm.folder("third"));
      swarm.tracker().awaitLeechers(torrent, 2);
      origin.announce(); // Transmission never dials an address of loopback
      try (SluiceProcess one = leech(swarm, torrent, "first");
          SluiceProcess other = leech(swarm, torrent, "second")) {
        one.awaitEvent("the first is complete", DEADLINE, event -> event.kind().equals("complete"));
        other.awaitEvent("and the second", DEADLINE, event -> event.kind().equals("complete"));
        libtorrent.awaitComplete(DEADLINE);
        transmission.awaitComplete(DEADLINE);

        for (String folder : List.of("first", "second", "third", "fourth")) {
          BitExact.assertCopy(data, swarm.folder(folder));
        }
        long fromSeeder = origin.uploadedBytes();
        List<Long> traded =
            List.of(
                uploaded(one),
                uploaded(other),
                libtorrent.uploadedBytes(),
                transmission.uploadedBytes());
        long fromLeechers = traded.stream().mapToLong(Long::longValue).sum();
        assertThat((double) fromLeechers / (fromLeechers + fromSeeder))
            .as("%s from leechers, %d from the seeder", traded, fromSeeder)
            .isGreaterThan(0.6);
        // Transmission, the last in the list, dials nobody here and has given nothing in any run.
        assertThat(traded.subList(0, 3))
            .as("bytes that the others gave")
            .allMatch(bytes -> bytes > MIB);
      }
    }
  }

  private SluiceProcess leech(Swarm swarm, TorrentFile torrent, String folder) {
    return SluiceProcess.start(
        work,
        swarm.get(
            torrent,
            swarm.folder(folder),
            "--seed",
            "--json",
            "--state",
            swarm.folder("state of " + folder).toString()));
  }

  private static long uploaded(SluiceProcess sluice) {
    return sluice.events().stream()
        .mapToLong(event -> event.number("uploaded_bytes").orElse(0))
        .max()
        .orElse(0);
  }

  @Test
  void aDownloadKeepsToItsLimit() {
    SampleData data = SampleData.file(work.resolve("data"), "sample.bin", 16L * MIB, 42);
    try (var swarm = new Swarm(work)) {
      TorrentFile torrent = tracked(swarm, data);
      swarm.seed(Seeder.LIBTORRENT, torrent);
      var command = swarm.get(torrent, swarm.folder("ours"), "--max-down", "500K", "--json");
      try (SluiceProcess sluice = SluiceProcess.start(work, command)) {
        sluice.awaitEvent(
            "ten seconds and more",
            DEADLINE,
            event -> event.number("downloaded_bytes").orElse(0) > 8_000_000);

        // One line a second: ten of them are ten seconds, but for a quarter.
        List<Long> received =
            sluice.events().stream()
                .filter(event -> event.kind().equals("progress"))
                .map(event -> event.number("downloaded_bytes").orElse(0))
                .filter(bytes -> bytes > 500_000)
                .toList();
        assertThat((received.get(12) - received.get(1)) / 11)
            .isCloseTo(500_000L, withinPercentage(5));
        assertThat(sluice.events())
            .anyMatch(event -> event.json().contains("\"held_back_by\":\"download_limit\""));
      }
    }
  }

  private TorrentFile tracked(Swarm swarm, SampleData data) {
    TorrentFile torrent =
        TorrentFile.byLibtorrent(data, 64 * KIB, work, swarm.tracker().httpAnnounce());
    swarm.tracker().track(torrent);
    return torrent;
  }
}
