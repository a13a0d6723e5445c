package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.AddTorrent;
import dev.sluice.model.PeerAddress;
import dev.sluice.session.Session;
import dev.sluice.session.SessionSettings;
import dev.sluice.testkit.TestTorrent;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EmbeddingIT {
  private static final TestTorrent TORRENT = TestTorrent.random(11, 1_000_000, 32 * 1024);

  @TempDir private Path folder;

  private SessionSettings settings(String name) {
    return SessionSettings.in(folder.resolve(name))
        .withBindAddress(InetAddress.getLoopbackAddress())
        .withPort(0);
  }

  @Test
  void theProgramInTheReadmeDownloads() throws Exception {
    Path torrentFile = Files.write(folder.resolve("a.torrent"), TORRENT.metainfoBytes());
    String name = TORRENT.info().name();
    Path seeded = Files.createDirectory(folder.resolve("seeded"));
    Files.write(seeded.resolve(name), TORRENT.content());
    try (Session seeder = Session.start(settings("seeder"))) {
      seeder.add(AddTorrent.of(TORRENT.metainfo(), seeded));
      int port = seeder.listening().port().orElseThrow();
      PeerAddress friend = new PeerAddress(InetAddress.getLoopbackAddress(), port);

      EmbeddingExample.download(
          settings("leecher"), torrentFile, folder.resolve("downloads"), friend);
    }

    assertThat(folder.resolve("downloads").resolve(name)).hasBinaryContent(TORRENT.content());
  }
}
