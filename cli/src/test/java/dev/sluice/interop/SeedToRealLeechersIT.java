package dev.sluice.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real clients download from {@code sluice seed} and from {@code sluice get --seed}. */
@Tag("interop")
final class SeedToRealLeechersIT {
  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;
  private static final Duration DEADLINE = Duration.ofSeconds(120);

  @TempDir(factory = InteropFolder.class)
  Path work;

  /** Transmission never dials an address of loopback, wherever it heard of it. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TRANSMISSION")
  void aClientThatFindsUsCompletesFromUsAlone(Leecher kind) {
    SampleData data = SampleData.file(work.resolve("data"), "sample.bin", 64L * MIB + 1, 21);
    try (var swarm = new Swarm(work)) {
      TorrentFile torrent = tracked(swarm, data, 256 * KIB);
      try (SluiceProcess sluice = serve(swarm, torrent)) {
        Path folder = swarm.folder("downloads");

        swarm.leech(kind, torrent, folder).awaitComplete(DEADLINE);

        BitExact.assertCopy(data, folder);
        sluice.terminate();
        sluice.awaitExit(DEADLINE).assertCode(143).assertNoStackTrace();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aClientThatWeFindCompletesFromUsAlone(Leecher kind) {
    SampleData data = SampleData.file(work.resolve("data"), "sample.bin", 64L * MIB + 1, 27);
    try (var swarm = new Swarm(work)) {
      TorrentFile torrent = tracked(swarm, data, 256 * KIB);
      Path folder = swarm.folder("downloads");
      LeechingClient leecher = swarm.leech(kind, torrent, folder);
      swarm.tracker().awaitLeechers(torrent, 1);
      try (SluiceProcess sluice = serve(swarm, torrent)) {
        leecher.awaitComplete(DEADLINE);

        BitExact.assertCopy(data, folder);
      }
    }
  }

  @Test
  void allClientsAtOnceComplete() {
    SampleData data = SampleData.file(work.resolve("data"), "sample.bin", 64L * MIB, 22);
    try (var swarm = new Swarm(work)) {
      TorrentFile torrent = tracked(swarm, data, 256 * KIB);
      List<LeechingClient> leechers = new ArrayList<>();
      for (Leecher kind : Leecher.values()) {
        leechers.add(swarm.leech(kind, torrent, swarm.folder("to " + kind)));
      }
      swarm.tracker().awaitLeechers(torrent, leechers.size());
      try (SluiceProcess sluice = serve(swarm, torrent)) {
        leechers.forEach(leecher -> leecher.awaitComplete(DEADLINE));

        for (Leecher kind : Leecher.values()) {
          BitExact.assertCopy(data, swarm.folder("to " + kind));
        }
        sluice.interrupt();
        sluice.awaitExit(DEADLINE).assertCode(130).assertNoStackTrace();
      }
    }
  }

  @Test
  void aTreeOfOddNamesComesOverWhole() {
    SampleData data = SampleData.tree(work.resolve("data"), "tree", 300, 23);
    try (var swarm = new Swarm(work)) {
      TorrentFile torrent = tracked(swarm, data, 32 * KIB);
      try (SluiceProcess sluice = serve(swarm, torrent)) {
        Path folder = swarm.folder("downloads");

        swarm.leech(Leecher.LIBTORRENT, torrent, folder).awaitComplete(DEADLINE);

        BitExact.assertCopy(data, folder);
        assertThat(sluice.events()).anyMatch(event -> event.kind().equals("complete"));
      }
    }
  }

  @Test
  void refusesInOneLineToSeedWhatIsNotComplete() {
    SampleData data = SampleData.file(work.resolve("data"), "sample.bin", MIB, 24);
    TorrentFile torrent = TorrentFile.byLibtorrent(data, 64 * KIB, work);
    BitExact.flip(data.root(), 100 * KIB);

    SluiceProcess.run(
            work,
            DEADLINE,
            "seed",
            torrent.path().toString(),
            "-d",
            data.parent().toString(),
            "--bind",
            "127.0.0.1",
            "--port",
            "0")
        .assertCode(1)
        .assertOneClearLine("sample.bin", "1 of 16 pieces");
  }

  @Test
  void aDownloadSeedsOnUntilItsRatioIsReachedAndExitsWithZero() {
    SampleData data = SampleData.file(work.resolve("data"), "sample.bin", 16L * MIB, 25);
    try (var swarm = new Swarm(work)) {
      TorrentFile torrent = tracked(swarm, data, 256 * KIB);
      RealClient origin = swarm.seed(Seeder.LIBTORRENT, torrent);
      Path ours = swarm.folder("ours");
      try (SluiceProcess sluice =
          SluiceProcess.start(work, swarm.get(torrent, ours, "--seed-ratio", "0.9", "--json"))) {
        sluice.awaitEvent("complete", DEADLINE, event -> event.kind().equals("complete"));
        origin.close();
        Path theirs = swarm.folder("theirs");

        swarm.leech(Leecher.LIBTORRENT, torrent, theirs).awaitComplete(DEADLINE);

        sluice.awaitExit(DEADLINE).assertCode(0).assertNoStackTrace();
        BitExact.assertCopy(data, theirs);
      }
    }
  }

  @Test
  void aDownloadSeedsOnForItsTimeAndExitsWithZero() {
    SampleData data = SampleData.file(work.resolve("data"), "sample.bin", MIB, 26);
    try (var swarm = new Swarm(work)) {
      TorrentFile torrent = tracked(swarm, data, 64 * KIB);
      swarm.seed(Seeder.LIBTORRENT, torrent);

      var outcome =
          SluiceProcess.run(
              work,
              DEADLINE,
              swarm.get(torrent, swarm.folder("ours"), "--seed-time", "2s", "--json"));

      outcome.assertCode(0).assertSays("\"state\":\"seeding\"");
    }
  }

  private TorrentFile tracked(Swarm swarm, SampleData data, int pieceBytes) {
    TorrentFile torrent =
        TorrentFile.byLibtorrent(data, pieceBytes, work, swarm.tracker().httpAnnounce());
    swarm.tracker().track(torrent);
    return torrent;
  }

  /** Starts to share; returns when the tracker knows of it. */
  private SluiceProcess serve(Swarm swarm, TorrentFile torrent) {
    SluiceProcess sluice = SluiceProcess.start(work, swarm.share(torrent, "--json"));
    swarm.tracker().awaitSeeders(torrent, 1);
    return sluice;
  }
}
