package dev.sluice.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sluice tui} in a real terminal, with a torrent that another {@code sluice} seeds. */
@Tag("interop")
final class TuiIT {
  private static final int MIB = 1 << 20;
  private static final Pattern PERCENT = Pattern.compile("([\\d.]+)%");
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
                work.resolve("data").toString(),
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
      screen.await("a beginning", DEADLINE, text -> percent(text) > 0);
      double begun = percent(screen.text());
      screen.await("progress", DEADLINE, text -> percent(text) > begun);

      screen.press("Space");
      screen.await("the pause", DEADLINE, text -> text.contains("paused"));
      screen.resize(160, 50);
      screen.press("Enter");
      screen.await("the overview", DEADLINE, text -> text.contains("Pieces") && isWide(text));
      double rested = percent(screen.text());
      screen.press("Space");
      screen.await("more progress", DEADLINE, text -> percent(text) > rested);
      screen.press("Space");
      screen.await("the second pause", DEADLINE, text -> text.contains("paused"));

      screen.press("Escape");
      screen.await("the list", DEADLINE, text -> text.contains("Sluice  1 torrent"));
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

  /** Returns the progress that the screen shows; 0 if it shows none. */
  private static double percent(String screen) {
    Matcher number = PERCENT.matcher(screen);
    return number.find() ? Double.parseDouble(number.group(1)) : 0;
  }

  private static boolean isWide(String screen) {
    return screen.lines().anyMatch(line -> line.length() > 80);
  }

  private static String tui(InetSocketAddress seeder) {
    return ProjectRoot.find().resolve("sluice")
        + " tui -d here --bind 127.0.0.1 --port 0 --no-dht --no-lsd --no-trackers --max-down 2M --peer "
        + Loopback.text(seeder);
  }
}
