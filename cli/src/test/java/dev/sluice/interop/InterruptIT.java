package dev.sluice.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C in the middle of a download. */
@Tag("interop")
final class InterruptIT {
  private static final int MIB = 1024 * 1024;
  private static final int PIECE_BYTES = MIB / 4;
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  @TempDir(factory = InteropFolder.class)
  Path work;

  @Test
  void endsWithinTwoSecondsTellsTheTrackerAndTheSameCommandGoesOn() {
    SampleData data = SampleData.file(work.resolve("data"), "sample.bin", 48L * MIB, 31);
    var untracked = TorrentFile.byLibtorrent(data, PIECE_BYTES, work);
    try (LibtorrentNode seeder = LibtorrentNode.seed(untracked, data.parent(), work);
        var tracker = RecordingTracker.of(List.of(seeder.endpoint()));
        var swarm = new Swarm(work)) {
      var torrent = TorrentFile.byLibtorrent(data, PIECE_BYTES, work, tracker.announce());
      Path folder = swarm.folder("downloads");
      List<String> command = swarm.get(torrent, folder, "--json");
      seeder.limitUpload(12L * MIB);

      interruptMidway(command);

      assertThat(tracker.announces()).last().asString().contains("event=stopped");
      assertThat(tracker.announces().getFirst()).contains("event=started");
      long missingBytes = BitExact.missingBytes(torrent, folder);
      assertThat(missingBytes).isBetween(1L, 36L * MIB);

      seeder.limitUpload(0);
      long before = seeder.uploadedBytes();
      SluiceProcess.run(work, DEADLINE, command).assertCode(0);

      BitExact.assertCopy(data, folder);
      assertThat(seeder.uploadedBytes() - before)
          .as("uploaded to the second run, of which %d were missing", missingBytes)
          .isLessThanOrEqualTo(missingBytes + 20L * PIECE_BYTES);
      assertThat(tracker.announces()).anyMatch(query -> query.contains("event=completed"));
    }
  }

  private void interruptMidway(List<String> command) {
    try (var sluice = SluiceProcess.start(work, command)) {
      sluice.awaitEvent("a third of it is there", DEADLINE, event -> event.hasReached(33));
      sluice.interrupt();
      sluice.awaitExit(Duration.ofSeconds(2)).assertCode(130).assertNoStackTrace();
    }
  }
}
