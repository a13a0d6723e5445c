package dev.sluice.interop;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code sluice get} finds the seeders of real clients through a real tracker. */
@Tag("interop")
final class DownloadFromRealSeedersIT {
  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  @TempDir(factory = InteropFolder.class)
  Path work;

  @ParameterizedTest(name = "{0} over {1}")
  @CsvSource({
    "LIBTORRENT, HTTP", "LIBTORRENT, UDP",
    "TRANSMISSION, HTTP", "TRANSMISSION, UDP",
    "ARIA2, HTTP", "ARIA2, UDP"
  })
  void downloadsFromEverySeederOverEveryAnnounce(Seeder seeder, Announce announce) {
    SampleData data = SampleData.file(work.resolve("data"), "sample.bin", 8 * MIB + 1, 11);
    try (var swarm = new Swarm(work)) {
      var torrent = TorrentFile.byMktorrent(data, 64 * KIB, work, announce.urlOf(swarm.tracker()));
      swarm.tracker().track(torrent);
      swarm.seed(seeder, torrent);

      assertDownloads(swarm, torrent);
    }
  }

  @ParameterizedTest(name = "{0} KiB")
  @ValueSource(ints = {16, 256, 1024, 16 * 1024})
  void downloadsPiecesOfEverySize(int pieceKib) {
    SampleData data = SampleData.file(work.resolve("data"), "sample.bin", 40L * MIB + 12_345, 12);
    try (var swarm = new Swarm(work)) {
      var torrent =
          TorrentFile.byLibtorrent(data, pieceKib * KIB, work, swarm.tracker().httpAnnounce());
      swarm.tracker().track(torrent);
      swarm.seed(Seeder.LIBTORRENT, torrent);

      assertDownloads(swarm, torrent);
    }
  }

  @Test
  void downloadsTwoThousandFilesWithOddNamesSomeOfThemEmpty() {
    SampleData data = SampleData.unixTree(work.resolve("data"), "tree", 2000, 13);
    try (var swarm = new Swarm(work)) {
      var torrent = TorrentFile.byLibtorrent(data, 64 * KIB, work, swarm.tracker().udpAnnounce());
      swarm.tracker().track(torrent);
      swarm.seed(Seeder.LIBTORRENT, torrent);

      assertDownloads(swarm, torrent);
    }
  }

  /** The tracker knows libtorrent, Transmission and aria2, each with all of the data. */
  @Nested
  class WhenAllThreeSeedAtOnce {
    @Test
    void downloadsOneGibibyte() {
      SampleData data = SampleData.file(work.resolve("data"), "large.bin", 1024L * MIB, 14);

      assertDownloadsFromAll(data, MIB);
    }

    @Test
    void downloadsTwoThousandFiles() {
      SampleData data = SampleData.tree(work.resolve("data"), "tree", 2000, 15);

      assertDownloadsFromAll(data, 32 * KIB);
    }

    private void assertDownloadsFromAll(SampleData data, int pieceBytes) {
      try (var swarm = new Swarm(work)) {
        var torrent =
            TorrentFile.byLibtorrent(
                data,
                pieceBytes,
                work,
                swarm.tracker().httpAnnounce(),
                swarm.tracker().udpAnnounce());
        swarm.tracker().track(torrent);
        for (Seeder seeder : Seeder.values()) {
          swarm.seed(seeder, torrent);
        }

        assertDownloads(swarm, torrent);
      }
    }
  }

  private void assertDownloads(Swarm swarm, TorrentFile torrent) {
    Path folder = swarm.folder("downloads");

    var outcome = SluiceProcess.run(work, DEADLINE, swarm.get(torrent, folder));

    outcome.assertCode(0).assertNoStackTrace();
    BitExact.assertCopy(torrent.data(), folder);
  }

  /** How the torrent says to reach the tracker. */
  enum Announce {
    HTTP,
    UDP;

    private String urlOf(OpentrackerNode tracker) {
      return this == HTTP ? tracker.httpAnnounce() : tracker.udpAnnounce();
    }
  }
}
