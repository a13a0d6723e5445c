package dev.sluice.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sluice tui} in a real terminal, with a torrent that another {@code sluice} seeds. */
@Tag("interop")
final class TuiIT {
  private static final int MIB = 1 << 20;
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  @TempDir(factory = InteropFolder.class)
  Path work;

  @BeforeEach
  void findTmux() {
    Installed.require("tmux", "tmux");
  }

  @Test
  void addsWatchesPausesResumesAndLeavesAndIsBackWhereItWas() {
    SampleData data = SampleData.file(work.resolve("data"), "sample.bin", 24 * MIB, 77);
    TorrentFile torrent =
        TorrentFile.byMktorrent(data, 256 * 1024, work, "http://127.0.0.1:9/announce");
    InetSocketAddress endpoint = Loopback.endpoint();
    String address = endpoint.getAddress().getHostAddress();
    try (var _ =
            SluiceProcess.start(
                work.resolve("data"),
                "seed",
                torrent.path().toString(),
                "-d",
                data.root().getParent().toString(),
                "--bind",
                address,
                "--port",
                "" + endpoint.getPort(),
                "--no-dht",
                "--no-lsd",
                "--no-trackers",
                "--json");
        TmuxScreen screen = TmuxScreen.run(work, 80, 24, tui(endpoint))) {
      screen.await("an empty list", DEADLINE, text -> text.contains("No torrents yet"));

      screen.type("a" + torrent.path());
      screen.press("Enter");
      screen.await("progress", DEADLINE, text -> text.matches("(?s).*[1-9]\\.\\d%.*"));
      screen.press("Space");
      screen.await("the pause", DEADLINE, text -> text.contains("paused"));
      screen.resize(160, 50);
      screen.press("Enter");
      screen.await(
          "the overview", DEADLINE, text -> text.contains("Pieces") && text.contains(" here,"));
      screen.press("Escape");
      screen.type("q");
      screen.await("the end", DEADLINE, text -> text.contains("left with 0"));
      assertThat(screen.text()).as("the terminal as it was").contains("icanon");
    }
    try (TmuxScreen again = TmuxScreen.run(work, 80, 24, tui(endpoint))) {
      again.await(
          "the torrent, resting",
          DEADLINE,
          text -> text.contains("sample.bin") && text.contains("paused"));
      again.press("C-c");
      again.await("the end", DEADLINE, text -> text.contains("left with 0"));
    }
  }

  private static String tui(InetSocketAddress seeder) {
    return ProjectRoot.find().resolve("sluice")
        + " tui -d here --bind 127.0.0.1 --port 0 --no-dht --no-lsd --no-trackers --max-down 2M --peer "
        + Loopback.text(seeder);
  }
}
