package dev.sluice.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The kit itself, without Sluice: what the other tests rely on is true of the other clients. */
@Tag("interop")
final class InteropKitIT {
  private static final int PIECE_BYTES = 32 * 1024;

  @TempDir(factory = InteropFolder.class)
  Path work;

  @ParameterizedTest
  @EnumSource
  void everySeederServesAnotherRealClientThatTheTrackerBringsTogether(Seeder kind) {
    SampleData data = SampleData.file(work.resolve("data"), "sample.bin", 3_000_001, 1);
    try (var swarm = new Swarm(work)) {
      TorrentFile torrent =
          TorrentFile.byMktorrent(data, PIECE_BYTES, work, swarm.tracker().httpAnnounce());
      swarm.tracker().track(torrent);
      swarm.seed(kind, torrent);
      Path folder = swarm.folder("downloads");

      try (LibtorrentNode leech = LibtorrentNode.leech(torrent, folder, work)) {
        leech.awaitComplete(Duration.ofSeconds(30));
      }

      BitExact.assertCopy(data, folder);
    }
  }

  @Test
  void theTrackerKnowsASeederOnlyAfterItWasStarted() {
    SampleData data = SampleData.file(work.resolve("data"), "sample.bin", 300_000, 2);
    try (var swarm = new Swarm(work)) {
      TorrentFile torrent =
          TorrentFile.byLibtorrent(data, PIECE_BYTES, work, swarm.tracker().udpAnnounce());
      swarm.tracker().track(torrent);
      assertThat(swarm.tracker().scrape(torrent, "complete")).isZero();

      swarm.seed(Seeder.LIBTORRENT, torrent);

      assertThat(swarm.tracker().scrape(torrent, "complete")).isEqualTo(1);
    }
  }

  @Test
  void aNodeObeysCommandsThatArriveTogether() {
    SampleData data = SampleData.file(work.resolve("data"), "sample.bin", 300_000, 5);
    var torrent = TorrentFile.byLibtorrent(data, PIECE_BYTES, work);
    try (LibtorrentNode node = LibtorrentNode.seed(torrent, data.parent(), work)) {
      for (int time = 0; time < 20; time++) {
        node.limitUpload(1000);
        node.limitUpload(0);

        assertThat(node.uploadedBytes()).isZero();
      }
    }
  }

  @Test
  void aLiarWhoseDataChangedAfterItsCheckIsFoundOutByAnotherRealClient() {
    SampleData data = SampleData.file(work.resolve("data"), "sample.bin", 300_000, 3);
    SampleData lies = data.copyTo(work.resolve("lies"));
    try (var swarm = new Swarm(work)) {
      TorrentFile torrent =
          TorrentFile.byLibtorrent(data, PIECE_BYTES, work, swarm.tracker().httpAnnounce());
      swarm.tracker().track(torrent);
      swarm.seed(Seeder.LIBTORRENT, torrent, lies);
      BitExact.flip(lies.root(), 100_000);
      Path folder = swarm.folder("downloads");

      try (LibtorrentNode leech = LibtorrentNode.leech(torrent, folder, work)) {
        Eventually.until(
            "libtorrent notices the lie",
            RealClient.START,
            () -> leech.hasNoted("hash for piece 3"));
        assertThat(leech.isComplete()).isFalse();
      }
    }
  }

  @Test
  void theComparisonSeesOneTurnedBitAMissingFileAndAnExtraOne() throws IOException {
    SampleData data = SampleData.unixTree(work.resolve("data"), "tree", 60, 4);
    SampleData copy = data.copyTo(work.resolve("copy"));
    BitExact.assertCopy(data, copy.parent());

    BitExact.flip(copy.root().resolve("12:30 18.bin"), 0);
    Files.delete(copy.root().resolve(".leading dot 26.bin"));
    Files.createFile(copy.root().resolve("left over"));

    assertThat(BitExact.differences(data, copy.parent()))
        .containsExactlyInAnyOrder(
            "differs at byte 0: 12:30 18.bin", "missing: .leading dot 26.bin", "extra: left over");
  }
}
