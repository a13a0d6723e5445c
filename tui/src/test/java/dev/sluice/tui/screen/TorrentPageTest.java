package dev.sluice.tui.screen;

import static dev.sluice.tui.screen.Torrents.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.BackpressureMetrics;
import dev.sluice.api.FilePriority;
import dev.sluice.api.FileProgress;
import dev.sluice.api.HeldBackBy;
import dev.sluice.api.PeerSource;
import dev.sluice.api.PeerView;
import dev.sluice.api.PieceMap;
import dev.sluice.api.PieceState;
import dev.sluice.api.RateLimits;
import dev.sluice.api.TorrentDetails;
import dev.sluice.api.TorrentState;
import dev.sluice.api.TorrentView;
import dev.sluice.api.TrackerView;
import dev.sluice.metainfo.Metainfo;
import dev.sluice.model.Carrier;
import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerAddress;
import dev.sluice.tui.canvas.Ink;
import dev.sluice.tui.input.Input;
import dev.sluice.tui.input.Input.Key;
import dev.sluice.tui.screen.Focus.RateSample;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TorrentPageTest {
  private static final Metainfo SERIES =
      TestMetainfo.folder("Series", "s01/e01.mkv", "s01/e02.mkv", "s02/e01.mkv", "readme.txt");
  private static final PeerAddress FIRST = address("192.0.2.7", 6881);
  private static final PeerAddress SECOND = address("2001:db8::1", 51413);

  private static PeerAddress address(String literal, int port) {
    return new PeerAddress(InetAddress.ofLiteral(literal), port);
  }

  private static TorrentView view() {
    return new TorrentView(
        SERIES.infoHash(),
        "Series",
        TorrentState.DOWNLOADING,
        Optional.empty(),
        Optional.empty(),
        4096 * MIB,
        1000 * MIB,
        1,
        12 * MIB,
        MIB,
        1010 * MIB,
        250 * MIB,
        16 << 10,
        List.of(
            new PeerView(
                FIRST,
                "libtorrent 2.0",
                false,
                PeerSource.TRACKER,
                1,
                12 * MIB,
                0,
                false,
                false,
                true,
                false,
                Carrier.TCP),
            new PeerView(
                SECOND,
                "Transmission 4.1",
                true,
                PeerSource.INCOMING,
                0.37,
                0,
                MIB,
                true,
                true,
                false,
                true,
                Carrier.UTP)),
        37,
        List.of(
            new TrackerView(
                "http://a.example/announce", 0, "working, next announce in 27 min", true, 12, 3),
            new TrackerView(
                "udp://b.example:6969", 1, "failing, again in 60 s: timed out", false, -1, -1)),
        new RateLimits(RateLimits.UNLIMITED, 1_500_000),
        new BackpressureMetrics(12, 20, 345, 6, 0.4, HeldBackBy.NOTHING));
  }

  private static Snapshot now() {
    PieceMap pieces =
        PieceMap.of(
            1234,
            piece ->
                piece < 300
                    ? PieceState.HERE
                    : piece < 312
                        ? PieceState.BEGUN
                        : piece < 1000 ? PieceState.MISSING : PieceState.SKIPPED,
            piece -> 1);
    TorrentDetails details =
        new TorrentDetails(
            SERIES.infoHash(),
            Path.of("/srv/torrents"),
            pieces,
            List.of(
                new FileProgress(0, 1000, FilePriority.HIGH),
                new FileProgress(1, 400, FilePriority.NORMAL),
                new FileProgress(2, 0, FilePriority.SKIP),
                new FileProgress(3, 0, FilePriority.LOW)),
            Optional.of(SECOND));
    List<RateSample> rates =
        IntStream.range(0, 120)
            .mapToObj(i -> new RateSample((long) (6 + 6 * Math.sin(i / 9.0)) * MIB, i * 8L << 10))
            .toList();
    InfoHash hash = SERIES.infoHash();
    return new Snapshot(
        List.of(view()),
        Torrents.snapshot().listening(),
        new RateLimits(3_000_000, RateLimits.UNLIMITED),
        new Focus(Optional.of(SERIES), Optional.of(details), rates),
        List.of(
            new LogLine("12:00:01", hash, "now downloading", Ink.PLAIN),
            new LogLine("12:00:02", Torrents.hash(99), "somebody else's", Ink.PLAIN),
            new LogLine("12:00:09", hash, "piece 17 was corrupt and is fetched again", Ink.ODD)));
  }

  private static Stage page() {
    return new Stage(now()).press(Key.ENTER);
  }

  @Test
  void overviewLooksAsPainted() throws IOException {
    page().looksLike("overview");
  }

  @Test
  void filesLookAsPainted() throws IOException {
    page().type("2").looksLike("files");
  }

  @Test
  void peersLookAsPainted() throws IOException {
    page().type("3").looksLike("peers");
  }

  @Test
  void trackersLookAsPainted() throws IOException {
    page().type("4").looksLike("trackers");
  }

  @Test
  void logLooksAsPainted() throws IOException {
    page().type("5").looksLike("log");
  }

  @Test
  void helpLooksAsPainted() throws IOException {
    page().type("?").looksLike("help");
  }

  @ParameterizedTest
  @CsvSource({"40, 10", "41, 11", "79, 12", "80, 24", "200, 60", "500, 200"})
  void fitsAnySize(int columns, int rows) {
    for (char tab = '1'; tab <= '5'; tab++) {
      for (String more : List.of("", "d", "dx", "l", "?")) {
        String screen = page().type(tab + more).screen(columns, rows);

        assertThat(screen.lines()).hasSize(rows).noneMatch(line -> line.length() > columns);
      }
    }
  }

  @Test
  void showsTheNextSideByTabAndByClick() {
    assertThat(page().press(Key.TAB).screen()).contains("e01.mkv");
    assertThat(page().press(Key.BACK_TAB).screen()).contains("12:00:09");
    assertThat(page().act(new Input.Clicked(30, 2)).screen()).contains("libtorrent 2.0");
  }

  @Test
  void aFolderIsClosedAndOpened() {
    Stage stage = page().type("2").press(Key.DOWN, Key.DOWN, Key.ENTER);
    assertThat(stage.screen()).contains("▸ s01").doesNotContain("e02.mkv");

    assertThat(stage.press(Key.ENTER).screen()).contains("▾ s01", "e02.mkv");
  }

  @Test
  void streamsTheFileUnderTheCursor() {
    Stage stage = page().type("2o").press(Key.DOWN, Key.DOWN, Key.DOWN).type("o");

    assertThat(stage.wishes).containsExactly(new Wish.Stream(SERIES.infoHash(), 1));
  }

  @Test
  void wantsAFileMoreOrLessAndMakesAFoldersFilesAlike() {
    Stage stage = page().type("2").press(Key.DOWN).type("+-").press(Key.UP).type("-");

    assertThat(stage.wishes)
        .containsExactly(
            new Wish.Prioritise(SERIES.infoHash(), List.of(0), FilePriority.HIGH),
            new Wish.Prioritise(SERIES.infoHash(), List.of(0), FilePriority.NORMAL),
            new Wish.Prioritise(SERIES.infoHash(), List.of(0, 1, 2, 3), FilePriority.NORMAL));
  }

  @Test
  void showsNoEventsOfOthers() {
    assertThat(page().type("5").screen()).doesNotContain("somebody else's");
  }

  @Test
  void asksTwiceBeforeItDeletesAndNamesThePath() {
    Stage stage = page().type("dx");
    assertThat(stage.screen()).contains("Delete its files", "/srv/torrents/Series", "4 files");
    assertThat(stage.wishes).isEmpty();

    assertThat(stage.press(Key.ENTER).wishes).isEmpty();
    assertThat(stage.type("dxy").wishes)
        .containsExactly(new Wish.RemoveWithFiles(SERIES.infoHash()));
  }

  @Test
  void goesBackWithEscapeAndWhenTheTorrentIsGone() {
    assertThat(page().press(Key.ESCAPE).screen()).contains("1 torrent ");
    assertThat(page().show(Torrents.snapshot()).type("x").screen()).contains("No torrents yet");
  }

  @Test
  void showsTheLimitsThatHoldAndTypingReplacesOne() {
    Stage stage = page().type("l");
    assertThat(stage.screen()).contains("Up    1500K");
    assertThat(stage.type("\t2M\r").wishes)
        .containsExactly(
            new Wish.LimitTorrent(
                SERIES.infoHash(), new RateLimits(RateLimits.UNLIMITED, 2_000_000)));

    Stage list = new Stage(now()).type("L");
    assertThat(list.screen()).contains("Down  3M");
    assertThat(list.type("\u007f5M\r").wishes)
        .containsExactly(new Wish.LimitAll(new RateLimits(35_000_000, RateLimits.UNLIMITED)));
  }

  @Test
  void pausesOnItsPageToo() {
    assertThat(page().type(" ").wishes).containsExactly(new Wish.Pause(SERIES.infoHash()));
  }
}
