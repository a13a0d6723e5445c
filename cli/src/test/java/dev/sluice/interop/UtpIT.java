package dev.sluice.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** uTP with a libtorrent that speaks nothing else, in both directions, and with ourselves. */
@Tag("interop")
final class UtpIT {
  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  @TempDir(factory = InteropFolder.class)
  Path work;

  private TorrentFile tracked(Swarm swarm) {
    SampleData data = SampleData.file(work.resolve("data"), "sample.bin", 32 * MIB + 1, 62);
    TorrentFile torrent =
        TorrentFile.byLibtorrent(data, 256 * KIB, work, swarm.tracker().httpAnnounce());
    swarm.tracker().track(torrent);
    return torrent;
  }

  @ParameterizedTest(name = "--encryption {0} from a libtorrent where it is {1}")
  @CsvSource({"prefer, WELCOME", "require, FORCED_RC4"})
  void downloadsFromLibtorrent(String mode, Disguise disguise) {
    try (var swarm = new Swarm(work)) {
      TorrentFile torrent = tracked(swarm);
      Path seeded = torrent.data().parent();
      Path folder = swarm.folder("downloads");
      try (var seeder = LibtorrentNode.seedOverUtp(torrent, seeded, work, disguise)) {
        swarm.tracker().awaitSeeders(torrent, 1);

        var outcome =
            SluiceProcess.run(
                work, DEADLINE, swarm.get(torrent, folder, "--encryption", mode, "--json"));

        outcome.assertCode(0).assertNoStackTrace();
        assertThat(outcome.out()).contains("\"peer_carriers\":{\"utp\":1}");
        BitExact.assertCopy(torrent.data(), folder);
      }
    }
  }

  @ParameterizedTest(name = "--encryption {0} to a libtorrent where it is {1}")
  @CsvSource({"prefer, WELCOME", "require, FORCED_RC4"})
  void libtorrentThatCallsUsCompletes(String mode, Disguise disguise) {
    try (var swarm = new Swarm(work)) {
      TorrentFile torrent = tracked(swarm);
      Path folder = swarm.folder("downloads");
      try (var sluice = SluiceProcess.start(work, swarm.share(torrent, "--encryption", mode))) {
        swarm.tracker().awaitSeeders(torrent, 1);
        try (var leecher = LibtorrentNode.leechOverUtp(torrent, folder, work, disguise)) {
          leecher.awaitComplete(DEADLINE);
        }
        BitExact.assertCopy(torrent.data(), folder);
      }
    }
  }

  @Test
  void needsNoTcpAmongOurselves() {
    try (var swarm = new Swarm(work)) {
      TorrentFile torrent = tracked(swarm);
      Path folder = swarm.folder("downloads");
      try (var sluice = SluiceProcess.start(work, swarm.share(torrent, "--no-tcp"))) {
        swarm.tracker().awaitSeeders(torrent, 1);

        var outcome =
            SluiceProcess.run(work, DEADLINE, swarm.get(torrent, folder, "--no-tcp", "--json"));

        outcome.assertCode(0).assertNoStackTrace();
        assertThat(outcome.out()).contains("\"peer_carriers\":{\"utp\":1}");
        BitExact.assertCopy(torrent.data(), folder);
      }
    }
  }
}
