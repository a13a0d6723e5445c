package dev.sluice.interop;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A magnet link, or a bare info-hash, is enough: metadata comes from real clients, and goes there.
 */
@Tag("interop")
final class MagnetIT {
  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  @TempDir(factory = InteropFolder.class)
  Path work;

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ARIA2")
  void downloadsFromThePeerThatALinkNames(Seeder kind) {
    SampleData data = SampleData.file(work.resolve("data"), "sample.bin", 8L * MIB + 1, 61);
    TorrentFile torrent = TorrentFile.byLibtorrent(data, 64 * KIB, work);
    try (RealClient seeder = kind.seed(torrent, data.parent(), work)) {
      Path folder = work.resolve("downloads");

      get(torrent.magnet() + "&x.pe=" + Loopback.text(seeder.endpoint()), folder).assertCode(0);

      BitExact.assertCopy(data, folder);
    }
  }

  private SluiceProcess.Outcome get(String source, Path folder, String... more) {
    return SluiceProcess.run(work, DEADLINE, command("get", source, folder, more))
        .assertNoStackTrace();
  }

  private static List<String> command(String command, String source, Path folder, String... more) {
    var ours = Loopback.endpoint();
    var arguments = new ArrayList<>(List.of(command, source, "-d", folder.toString()));
    arguments.addAll(List.of("--bind", ours.getAddress().getHostAddress()));
    arguments.addAll(List.of("--port", Integer.toString(ours.getPort())));
    arguments.addAll(List.of("--no-dht", "--no-lsd", "--no-pex"));
    arguments.addAll(List.of(more));
    return arguments;
  }
}
