package dev.sluice.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A first tier that is of no use does not keep us from the second (BEP 12). */
@Tag("interop")
final class TrackerTroubleIT {
  private static final int KIB = 1024;
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  @TempDir(factory = InteropFolder.class)
  Path work;

  @Test
  void asksTheSecondTierWhenTheFirstRefuses() {
    try (var refusing = RecordingTracker.refusing("not here")) {
      assertDownloadsThroughTheSecondTier(refusing.announce());

      assertThat(refusing.announces()).isNotEmpty();
    }
  }

  @Test
  void asksTheSecondTierWhenNobodyListensAtTheFirst() {
    assertDownloadsThroughTheSecondTier(
        "http://" + Loopback.text(Loopback.endpoint()) + "/announce");
  }

  @Test
  void asksTheSecondTierWhenTheNameOfTheFirstDoesNotExist() {
    assertDownloadsThroughTheSecondTier("http://tracker.invalid/announce");
  }

  private void assertDownloadsThroughTheSecondTier(String uselessAnnounce) {
    SampleData data = SampleData.file(work.resolve("data"), "sample.bin", 2_000_000, 41);
    try (var swarm = new Swarm(work)) {
      var torrent =
          TorrentFile.byLibtorrent(
              data,
              32 * KIB,
              work,
              TorrentFile.Format.V1,
              List.of(uselessAnnounce, swarm.tracker().httpAnnounce()));
      swarm.tracker().track(torrent);
      swarm.seed(Seeder.LIBTORRENT, torrent);
      Path folder = swarm.folder("downloads");

      SluiceProcess.run(work, DEADLINE, swarm.get(torrent, folder)).assertCode(0);

      BitExact.assertCopy(data, folder);
    }
  }
}
