package dev.sluice.cli.report;

import static dev.sluice.cli.report.Views.MIB;
import static dev.sluice.cli.report.Views.view;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.HeldBackBy;
import dev.sluice.api.TorrentState;
import dev.sluice.api.TorrentView;
import dev.sluice.model.InfoHash;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressFrameTest {
  private static final Look UNICODE = new Look(false, true);
  private static final Look ASCII = new Look(false, false);

  private static final TorrentView HALF =
      view()
          .bytes(331 * MIB, 776 * MIB)
          .rates(12 * MIB, 400 * 1024)
          .peers(12, 30)
          .heldBackBy(HeldBackBy.DISK)
          .build();

  @Test
  void showsADownloadInTwoLines() {
    assertThat(draw(UNICODE, 80, HALF))
        .isEqualTo(
            """
            debian-13.1.0-…nst.iso   42.6%  ━━━━━━━━━─────────────    12 MiB/s       38 s
              331 MiB of 776 MiB · up 400 KiB/s · 12 peers · waiting for disk
            """);
  }

  @Test
  void drawsWithAsciiWhereNothingElseIsShown() {
    assertThat(draw(ASCII, 80, HALF)).matches("\\A[\\x20-\\x7e\\n…]*\\z").contains("########....");
  }

  @Test
  void showsHowFarACheckHasCome() {
    assertThat(draw(UNICODE, 80, view().checked(0.5).build()))
        .contains("50.0%", "checking", "checking what is on disk");
  }

  @Test
  void showsHowFarTheMetadataIs() {
    assertThat(draw(UNICODE, 80, view().bytes(0, 0).metadata(12, 48).peers(3, 0).build()))
        .contains("25.0%", "metadata 12 of 48 pieces", "3 peers");
  }

  @Test
  void showsHowLongACompleteTorrentTook() {
    TorrentView complete = view().state(TorrentState.SEEDING).bytes(776 * MIB, 776 * MIB).build();
    Map<InfoHash, Duration> took = Map.of(complete.infoHash(), Duration.ofSeconds(63));

    assertThat(draw(UNICODE, 80, took, complete)).contains("100%", "complete", "1 min 3 s");
  }

  @Test
  void addsATotalWhenThereAreSeveral() {
    TorrentView other =
        view()
            .of(new InfoHash(9, 9, 9), "other")
            .state(TorrentState.SEEDING)
            .bytes(776 * MIB, 776 * MIB)
            .build();

    String lastLine = draw(UNICODE, 100, HALF, other).lines().reduce("", (_, line) -> line);

    assertThat(lastLine).startsWith("1 of 2 torrents complete").contains("71.3%", "12 MiB/s");
  }

  @Test
  void dropsDetailsThenTorrentsWhenRowsAreShort() {
    List<TorrentView> many = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      many.add(view().of(new InfoHash(i, 0, 0), "torrent " + i).build());
    }

    assertThat(frame(UNICODE, new TerminalSize(80, 24), Map.of(), many)).hasSizeLessThan(24);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 10, 20, 35, 36, 37, 59, 60, 61, 62, 79, 80, 111, 300})
  void isNeverWiderThanTheTerminal(int columns) {
    TorrentView wide = view().of(new InfoHash(1, 1, 1), "映画の名前がとても長い場合.mkv").build();

    for (TorrentView torrent : List.of(HALF, wide, view().checked(0.3).build())) {
      for (ScreenLine line :
          frame(UNICODE, new TerminalSize(columns, 24), Map.of(), List.of(torrent, torrent))) {
        assertThat(line.width()).as("%s", line).isLessThan(Math.max(columns, 2));
      }
    }
  }

  @Test
  void printsNoControlCharactersOfAName() {
    TorrentView evil =
        view().of(new InfoHash(1, 1, 1), "a\u001b[2Jb\u009b31mc\u202egpj.exe").build();

    assertThat(draw(UNICODE, 100, evil)).doesNotContain("\u001b", "\u009b", "\u202e");
  }

  private static String draw(Look look, int columns, TorrentView... torrents) {
    return draw(look, columns, Map.of(), torrents);
  }

  private static String draw(
      Look look, int columns, Map<InfoHash, Duration> took, TorrentView... torrents) {
    return frame(look, new TerminalSize(columns, 24), took, List.of(torrents)).stream()
        .map(line -> line.toString().stripTrailing() + "\n")
        .collect(Collectors.joining());
  }

  private static List<ScreenLine> frame(
      Look look, TerminalSize size, Map<InfoHash, Duration> took, List<TorrentView> torrents) {
    return new ProgressFrame(look, size, took).lines(torrents);
  }
}
