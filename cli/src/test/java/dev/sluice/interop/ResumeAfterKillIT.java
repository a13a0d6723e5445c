package dev.sluice.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A download that is cut off goes on where it was. */
@Tag("interop")
final class ResumeAfterKillIT {
  private static final int MIB = 1024 * 1024;
  private static final int PIECE_BYTES = MIB / 4;
  private static final long SIZE_BYTES = 64L * MIB;
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  /** design.md section 4: so many pieces may be in progress, and are lost with a kill. */
  private static final long LOST_BYTES = 20L * PIECE_BYTES;

  @TempDir(factory = InteropFolder.class)
  Path work;

  @Test
  void fetchesOnlyWhatIsNotOnDiskAfterKillMinusNine() {
    SampleData data = SampleData.file(work.resolve("data"), "sample.bin", SIZE_BYTES, 21);
    try (var swarm = new Swarm(work)) {
      var torrent =
          TorrentFile.byLibtorrent(data, PIECE_BYTES, work, swarm.tracker().httpAnnounce());
      swarm.tracker().track(torrent);
      var seeder = (LibtorrentNode) swarm.seed(Seeder.LIBTORRENT, torrent);
      Path folder = swarm.folder("downloads");
      killHalfWay(swarm, torrent, seeder, folder);
      long missingBytes = BitExact.missingBytes(torrent, folder);
      long before = seeder.uploadedBytes();

      SluiceProcess.run(work, DEADLINE, swarm.get(torrent, folder)).assertCode(0);

      BitExact.assertCopy(data, folder);
      assertThat(missingBytes).as("missing after the kill").isBetween(1L, SIZE_BYTES * 3 / 4);
      assertThat(seeder.uploadedBytes() - before)
          .as("uploaded to the second run")
          .isBetween(missingBytes, missingBytes + LOST_BYTES + SIZE_BYTES / 20);
    }
  }

  private void killHalfWay(Swarm swarm, TorrentFile torrent, LibtorrentNode seeder, Path folder) {
    seeder.limitUpload(16L * MIB);
    try (var sluice = SluiceProcess.start(work, swarm.get(torrent, folder, "--json"))) {
      sluice.awaitEvent("half of it is there", DEADLINE, event -> event.hasReached(50));
      sluice.killHard();
    }
    seeder.limitUpload(0);
  }
}
