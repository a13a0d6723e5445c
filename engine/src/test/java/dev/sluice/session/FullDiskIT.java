package dev.sluice.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.sluice.api.TorrentState;
import dev.sluice.api.TorrentView;
import dev.sluice.model.InfoHash;
import dev.sluice.testkit.TestTorrent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real disk that is full, and grows: a file system in memory, which only root may mount. */
class FullDiskIT {
  private static final int MIB = 1 << 20;
  private static final TestTorrent TORRENT = TestTorrent.random(50, 50 * MIB, MIB);

  @TempDir Path work;
  private Path small;

  @BeforeEach
  void makeMountPoint() throws IOException {
    small = Files.createDirectory(work.resolve("small"));
  }

  @Test
  void aTorrentThatDoesNotFitWaitsForRoomAndCompletesWhenTheDiskGrows() throws Exception {
    mount(20);
    try (SessionDesk seeder = SessionDesk.in(work.resolve("seeder"));
        SessionDesk leecher = SessionDesk.in(small)) {
      seeder.seed(TORRENT);
      InfoHash torrent = leecher.fetch(TORRENT, seeder.address());
      leecher.awaitState(TorrentState.FAILED);
      TorrentView failed = leecher.view(torrent);
      assertThat(failed.problem().orElseThrow())
          .contains(leecher.downloads.toString())
          .containsPattern("50.0 MiB.*free");

      growTo(80);

      leecher.awaitCompleted();
      leecher.assertHolds(TORRENT);
    }
  }

  @Test
  void aTorrentWhoseDiskFillsUpOnTheWayGoesOnWhenTheDiskGrows() throws Exception {
    mount(60);
    try (SessionDesk seeder = SessionDesk.in(work.resolve("seeder"));
        SessionDesk leecher = SessionDesk.in(small)) {
      InfoHash torrent = leecher.fetch(TORRENT, seeder.address());
      leecher.awaitState(TorrentState.DOWNLOADING);
      SessionDesk.await(
          "files are made", () -> Files.exists(leecher.path(TORRENT.info().files().file(0))));
      Files.write(small.resolve("somebody-elses"), new byte[40 * MIB]);
      seeder.seed(TORRENT);
      leecher.awaitState(TorrentState.FAILED);
      assertThat(leecher.view(torrent).problem().orElseThrow())
          .contains(leecher.downloads.toString())
          .contains("the disk is full");
      long receivedBytes = leecher.view(torrent).downloadedBytes();
      assertThat(receivedBytes).isLessThan(40 * MIB);

      growTo(120);

      leecher.awaitCompleted();
      leecher.assertHolds(TORRENT);
    }
  }

  private void mount(int sizeMib) throws IOException, InterruptedException {
    String size = "size=" + sizeMib + "m";
    assumeThat(run("mount", "-t", "tmpfs", "-o", size, "sluice-test", small.toString()))
        .as("a small disk needs mount -t tmpfs, which this user may not do")
        .isZero();
  }

  private void growTo(int sizeMib) throws IOException, InterruptedException {
    assertThat(run("mount", "-o", "remount,size=" + sizeMib + "m", small.toString())).isZero();
  }

  @AfterEach
  void unmount() throws IOException, InterruptedException {
    run("umount", "--lazy", small.toString());
  }

  private static int run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }
}
