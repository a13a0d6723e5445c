package dev.sluice.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full, and grows while the command waits for it. */
class GrowingDiskIT {
  private static final int KIB = 1024;
  private static final long MIB = 1024 * KIB;
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  @TempDir(factory = InteropFolder.class)
  Path work;

  /** Issue 5, "must show" 3. */
  @Test
  void getSaysWhatItWaitsForAndCompletesWithoutBeingStartedAgain() {
    SampleData data = SampleData.file(work.resolve("data"), "sample.bin", 50 * MIB, 65);
    try (var disk = SmallDisk.mount(work, 20);
        var swarm = new Swarm(work)) {
      var torrent = TorrentFile.byLibtorrent(data, 256 * KIB, work, swarm.tracker().httpAnnounce());
      swarm.tracker().track(torrent);
      swarm.seed(Seeder.LIBTORRENT, torrent);

      try (var sluice =
          SluiceProcess.start(work, swarm.get(torrent, disk.folder(), "--wait", "--json"))) {
        sluice.awaitEvent("it waits", DEADLINE, event -> event.kind().equals("suspended"));
        disk.growTo(80);
        var outcome = sluice.awaitExit(DEADLINE).assertCode(0).assertNoStackTrace();
        assertThat(outcome.out()).contains(disk.folder().toString(), "free some space");
      }
      BitExact.assertCopy(data, disk.folder());
    }
  }
}
