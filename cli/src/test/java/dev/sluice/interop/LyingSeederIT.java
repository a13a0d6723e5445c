package dev.sluice.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real seeder whose disk went bad after its check sends wrong bytes in good faith. */
@Tag("interop")
final class LyingSeederIT {
  private static final int MIB = 1024 * 1024;
  private static final int PIECE_BYTES = MIB / 8;
  private static final Duration DEADLINE = Duration.ofSeconds(90);

  @TempDir(factory = InteropFolder.class)
  Path work;

  @Test
  void isSurvivedWithTheHelpOfAnHonestOne() {
    SampleData data = SampleData.file(work.resolve("data"), "sample.bin", 16L * MIB, 51);
    SampleData lies = data.copyTo(work.resolve("lies"));
    try (var swarm = new Swarm(work)) {
      var torrent =
          TorrentFile.byLibtorrent(data, PIECE_BYTES, work, swarm.tracker().httpAnnounce());
      swarm.tracker().track(torrent);
      var honest = (LibtorrentNode) swarm.seed(Seeder.LIBTORRENT, torrent);
      var liar = (LibtorrentNode) swarm.seed(Seeder.LIBTORRENT, torrent, lies);
      // The honest one is slow, so that the liar is asked too.
      honest.limitUpload(4L * MIB);
      for (long at = 0; at < 16L * MIB; at += 4L * PIECE_BYTES) {
        BitExact.flip(lies.root(), at);
      }
      Path folder = swarm.folder("downloads");

      SluiceProcess.run(work, DEADLINE, swarm.get(torrent, folder)).assertCode(0);

      BitExact.assertCopy(data, folder);
      assertThat(liar.uploadedBytes()).as("sent by the liar").isPositive();
    }
  }
}
