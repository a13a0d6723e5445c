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

/** Message stream encryption with clients that insist on it, or refuse it, in both directions. */
@Tag("interop")
final class EncryptionIT {
  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  @TempDir(factory = InteropFolder.class)
  Path work;

  private SampleData data() {
    return SampleData.file(work.resolve("data"), "sample.bin", 8 * MIB + 1, 61);
  }

  private TorrentFile tracked(Swarm swarm) {
    TorrentFile torrent =
        TorrentFile.byLibtorrent(data(), 64 * KIB, work, swarm.tracker().httpAnnounce());
    swarm.tracker().track(torrent);
    return torrent;
  }

  /** We call a seeder. */
  @Nested
  class WhenWeGet {
    @ParameterizedTest(name = "--encryption {0} from a libtorrent where it is {1}")
    @CsvSource({
      "prefer, WELCOME",
      "prefer, REFUSED",
      "prefer, FORCED",
      "prefer, FORCED_RC4",
      "prefer, FORCED_HANDSHAKE",
      "require, WELCOME",
      "require, FORCED",
      "require, FORCED_RC4",
      "off, WELCOME",
      "off, REFUSED"
    })
    void downloadsFromLibtorrent(String mode, Disguise disguise) {
      try (var swarm = new Swarm(work)) {
        TorrentFile torrent = tracked(swarm);
        Path seeded = torrent.data().parent();
        try (var seeder = LibtorrentNode.seed(torrent, seeded, work, disguise)) {
          swarm.tracker().awaitSeeders(torrent, 1);
          assertDownloads(swarm, torrent, mode);
        }
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"prefer", "require"})
    void downloadsFromTransmissionThatRequiresIt(String mode) {
      try (var swarm = new Swarm(work)) {
        TorrentFile torrent = tracked(swarm);
        Path seeded = torrent.data().parent();
        try (var seeder = TransmissionNode.seed(torrent, seeded, work, Disguise.FORCED_RC4)) {
          swarm.tracker().awaitSeeders(torrent, 1);
          assertDownloads(swarm, torrent, mode);
        }
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"prefer", "require"})
    void downloadsFromAria2ThatForcesIt(String mode) {
      try (var swarm = new Swarm(work)) {
        TorrentFile torrent = tracked(swarm);
        Path seeded = torrent.data().parent();
        try (var seeder = Aria2Node.seed(torrent, seeded, work, Disguise.FORCED_RC4)) {
          swarm.tracker().awaitSeeders(torrent, 1);
          assertDownloads(swarm, torrent, mode);
        }
      }
    }

    private void assertDownloads(Swarm swarm, TorrentFile torrent, String mode) {
      Path folder = swarm.folder("downloads");

      var outcome =
          SluiceProcess.run(work, DEADLINE, swarm.get(torrent, folder, "--encryption", mode));

      outcome.assertCode(0).assertNoStackTrace();
      BitExact.assertCopy(torrent.data(), folder);
    }
  }

  /** A client finds us by the tracker, or we it; whoever calls, both must agree. */
  @Nested
  class WhenWeSeed {
    /**
     * A libtorrent that leaves us the choice calls in the clear first, and in disguise a minute
     * later: a seeder that requires it calls in the meantime.
     */
    @Test
    void libtorrentThatLeavesTheChoiceAndIsCalledCompletes() {
      try (var swarm = new Swarm(work)) {
        TorrentFile torrent = tracked(swarm);
        Path folder = swarm.folder("downloads");
        try (var leecher = LibtorrentNode.leech(torrent, folder, work, Disguise.WELCOME)) {
          swarm.tracker().awaitLeechers(torrent, 1);
          try (var sluice = serve(swarm, torrent, "require")) {
            leecher.awaitComplete(DEADLINE);
          }
          BitExact.assertCopy(torrent.data(), folder);
        }
      }
    }

    @ParameterizedTest(name = "--encryption {0} to a libtorrent where it is {1}")
    @CsvSource({
      "prefer, WELCOME",
      "prefer, REFUSED",
      "prefer, FORCED",
      "prefer, FORCED_RC4",
      "prefer, FORCED_HANDSHAKE",
      "require, WELCOME",
      "require, FORCED",
      "require, FORCED_RC4",
      "off, WELCOME",
      "off, REFUSED"
    })
    void libtorrentThatCallsUsCompletes(String mode, Disguise disguise) {
      try (var swarm = new Swarm(work)) {
        TorrentFile torrent = tracked(swarm);
        try (var sluice = serve(swarm, torrent, mode)) {
          Path folder = swarm.folder("downloads");
          try (var leecher = LibtorrentNode.leech(torrent, folder, work, disguise)) {
            leecher.awaitComplete(DEADLINE);
          }
          BitExact.assertCopy(torrent.data(), folder);
        }
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"prefer", "require"})
    void aria2ThatForcesItAndCallsUsCompletes(String mode) {
      try (var swarm = new Swarm(work)) {
        TorrentFile torrent = tracked(swarm);
        try (var sluice = serve(swarm, torrent, mode)) {
          Path folder = swarm.folder("downloads");
          try (var leecher = Aria2Node.leech(torrent, folder, work, Disguise.FORCED_RC4)) {
            leecher.awaitComplete(DEADLINE);
          }
          BitExact.assertCopy(torrent.data(), folder);
        }
      }
    }

    /** Transmission never dials an address of loopback, so we call it. */
    @Test
    void transmissionThatRequiresItAndIsCalledCompletes() {
      try (var swarm = new Swarm(work)) {
        TorrentFile torrent = tracked(swarm);
        Path folder = swarm.folder("downloads");
        try (var leecher = TransmissionNode.leech(torrent, folder, work, Disguise.FORCED_RC4)) {
          swarm.tracker().awaitLeechers(torrent, 1);
          try (var sluice = serve(swarm, torrent, "require")) {
            leecher.awaitComplete(DEADLINE);
          }
          BitExact.assertCopy(torrent.data(), folder);
        }
      }
    }

    private SluiceProcess serve(Swarm swarm, TorrentFile torrent, String mode) {
      SluiceProcess sluice = SluiceProcess.start(work, swarm.share(torrent, "--encryption", mode));
      swarm.tracker().awaitSeeders(torrent, 1);
      return sluice;
    }
  }
}
