package dev.sluice.tui.screen;

import static dev.sluice.tui.screen.Torrents.MIB;
import static dev.sluice.tui.screen.Torrents.downloading;
import static dev.sluice.tui.screen.Torrents.failed;
import static dev.sluice.tui.screen.Torrents.hash;
import static dev.sluice.tui.screen.Torrents.heldBack;
import static dev.sluice.tui.screen.Torrents.paused;
import static dev.sluice.tui.screen.Torrents.seeding;
import static dev.sluice.tui.screen.Torrents.slowing;
import static dev.sluice.tui.screen.Torrents.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.HeldBackBy;
import dev.sluice.api.RateLimits;
import dev.sluice.api.TorrentView;
import dev.sluice.tui.input.Input;
import dev.sluice.tui.input.Input.Key;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TorrentListTest {
  private static final Snapshot SOME =
      snapshot(
          downloading(1, "debian-13.1.0-amd64-netinst.iso", 0.421, 12 * MIB),
          seeding(2, "Big Buck Bunny", 320 << 10),
          heldBack(
              3, "a name that is much longer than its column is ever going to be", HeldBackBy.DISK),
          heldBack(4, "水の流れ.mkv", HeldBackBy.CHOKED),
          paused(5, "later"),
          failed(6, "broken", "/mnt/usb/broken: no such folder; plug the disk in and press Space"));

  @Test
  void looksAsPainted() throws IOException {
    new Stage(SOME).looksLike("list");
  }

  @Test
  void saysHowToBeginWhenItIsEmpty() {
    assertThat(new Stage(snapshot()).screen()).contains("No torrents yet", "Press a to add one");
  }

  @Test
  void whatDoesNotMoveHasNoRates() {
    TorrentView rests = paused(1, "later");
    TorrentView done = seeding(2, "whole", 5 * MIB);
    Stage stage = new Stage(snapshot(slowing(rests), slowing(done)));

    assertThat(stage.row(0)).contains("↓ 0 B/s", "↑ 3.0 M/s");
    assertThat(stage.row(3)).contains("later").doesNotContain("M/s");
    assertThat(stage.row(4)).contains("whole", "3.0 M/s").doesNotContain("7.0 M/s");
  }

  @Test
  void whatANameContainsDoesNotMoveTheCursor() {
    var evil = downloading(1, "x\u001b[2J\u202ey", 0, 0);

    assertThat(new Stage(snapshot(evil)).row(3)).contains("x\ufffd[2J\ufffdy");
  }

  @Test
  void pausesTheTorrentUnderTheCursorAndResumesOneThatRests() {
    Stage stage = new Stage(SOME).press(Key.DOWN).type(" ").press(Key.END, Key.UP).type(" ");

    assertThat(stage.wishes).containsExactly(new Wish.Pause(hash(2)), new Wish.Resume(hash(5)));
  }

  @Test
  void aClickChoosesARow() {
    Stage stage = new Stage(SOME).act(new Input.Clicked(5, 4)).type("v");

    assertThat(stage.wishes).containsExactly(new Wish.Verify(hash(2)));
  }

  @Test
  void theCursorStaysWithItsTorrentWhenTheOrderChanges() {
    Stage stage = new Stage(SOME).press(Key.DOWN).type("ss").type(" ");

    assertThat(stage.wishes).containsExactly(new Wish.Pause(hash(2)));
  }

  @Test
  void sortsByNameAndBackwards() {
    Stage stage = new Stage(SOME).type("s");
    assertThat(stage.row(2)).contains("Name▾");
    assertThat(stage.row(3)).contains("a name that");

    assertThat(stage.type("S").row(2)).contains("Name▴");
    assertThat(stage.row(3)).contains("水の流れ");
  }

  @Test
  void filtersByNameAsItIsTypedAndByState() {
    Stage stage = new Stage(SOME).type("/bunny");
    assertThat(stage.screen()).contains("Big Buck", "1 of 6").doesNotContain("debian");

    stage.press(Key.ESCAPE).type("/paused\r");
    assertThat(stage.screen()).contains("later").doesNotContain("debian");

    assertThat(stage.press(Key.ESCAPE).screen()).contains("debian").doesNotContain("Filter");
  }

  @Test
  void addsWhatIsPasted() {
    Stage stage = new Stage(SOME).type("\u001b[200~magnet:?xt=urn:btih:x\n\u001b[201~\r");

    assertThat(stage.wishes)
        .containsExactly(new Wish.Add("magnet:?xt=urn:btih:x", Path.of("/srv/torrents")));
  }

  @Test
  void addsIntoAnotherFolderAndRemembersIt() {
    Stage stage = new Stage(snapshot()).type("a~/x.torrent\t\u0015~/films\r").type("ay\r");

    assertThat(stage.wishes)
        .containsExactly(
            new Wish.Add("/home/ada/x.torrent", Path.of("/home/ada/films")),
            new Wish.Add("y", Path.of("/home/ada/films")));
  }

  @Test
  void asksBeforeItRemoves() {
    Stage stage = new Stage(SOME).type("d");
    assertThat(stage.screen()).contains("Remove this torrent?", "debian-13.1.0");
    assertThat(stage.wishes).isEmpty();

    assertThat(stage.type("n").screen()).doesNotContain("Remove this");
    assertThat(stage.type("d\r").wishes).containsExactly(new Wish.Remove(hash(1)));
  }

  @Test
  void limitsTheRatesOfOneOrOfAll() {
    Stage stage = new Stage(SOME).type("l500K\t1MiB\r").type("L\r");

    assertThat(stage.wishes)
        .containsExactly(
            new Wish.LimitTorrent(hash(1), new RateLimits(500_000, 1 << 20)),
            new Wish.LimitAll(RateLimits.NONE));
  }

  @Test
  void refusesALimitThatIsNone() {
    Stage stage = new Stage(SOME).type("lfast\r");

    assertThat(stage.screen()).contains("'fast' is no rate");
    assertThat(stage.wishes).isEmpty();
  }

  @Nested
  class WithAThousandTorrents {
    private final Snapshot many =
        snapshot(
            IntStream.range(0, 1000)
                .mapToObj(i -> downloading(i, "torrent %04d".formatted(i), 0.5, i))
                .toArray(TorrentView[]::new));

    @Test
    void showsAPageOfThemAndScrolls() {
      Stage stage = new Stage(many).press(Key.PAGE_DOWN);
      assertThat(stage.screen()).contains("torrent 0019").doesNotContain("torrent 0000");

      assertThat(stage.press(Key.END).row(21)).contains("torrent 0999");
      assertThat(stage.press(Key.HOME).row(3)).contains("torrent 0000");
    }
  }

  @Test
  void saysWhenTheTerminalIsTooSmall() {
    assertThat(new Stage(SOME).screen(39, 24)).startsWith("Too small");
    assertThat(new Stage(SOME).screen(40, 10)).contains("debian");
  }

  @Test
  void qAndControlCLeave() {
    assertThat(new Stage(SOME).type("q").wishes).containsExactly(new Wish.Quit());
    assertThat(new Stage(SOME).type("a\u0003").wishes).containsExactly(new Wish.Quit());
  }
}
