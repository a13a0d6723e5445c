package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.PieceSet;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {
  @TempDir private Path home;
  private TestWorld world;
  private String torrent = "";

  /** Files a, b, c of two pieces each. */
  @BeforeEach
  void begin() throws IOException {
    world = new TestWorld(home);
    torrent =
        TestTorrents.folder(home, "abc", 2 * TestTorrents.PIECE_BYTES, "a", "b", "c").toString();
  }

  private static PieceCheck finding(int... rightPieces) {
    return (metainfo, _, onProgress) -> {
      PieceSet right = new PieceSet(metainfo.info().geometry().pieceCount());
      for (int piece : rightPieces) {
        assertThat(right.add(piece)).isTrue();
        onProgress.accept(piece + 1);
      }
      return right;
    };
  }

  @Test
  void exitsWithZeroWhenEverythingIsRight() {
    world.pieceCheck(finding(0, 1, 2, 3, 4, 5));

    assertThat(world.run("verify", torrent)).isZero();
    assertThat(world.out())
        .isEqualTo(
            "ok        abc/a\nok        abc/b\nok        abc/c\nabc: complete, 6 pieces right\n");
  }

  @Test
  void exitsWithThreeAndSaysWhichFilesAreNotWhole() {
    world.pieceCheck(finding(0, 1, 2));

    assertThat(world.run("verify", torrent)).isEqualTo(3);
    assertThat(world.out())
        .isEqualTo(
            """
            ok        abc/a
            partial   abc/b: 1 of 2 pieces are right
            missing   abc/c: 0 of 2 pieces are right
            abc: incomplete, 3 of 6 pieces are right; 'sluice get' fetches the rest
            """);
  }

  @Test
  void checksTheFolderThatIsNamed() {
    world.pieceCheck((_, directory, _) -> {
      throw new IOException(directory + "/abc/a: permission denied");
    });

    assertThat(world.run("verify", torrent, "-d", "/srv/x/../y")).isEqualTo(1);
    assertThat(world.errors()).isEqualTo("sluice: /srv/y/abc/a: permission denied\n");
  }

  @Test
  void printsJson() {
    world.pieceCheck(finding(0, 1, 2));

    assertThat(world.run("verify", torrent, "--json")).isEqualTo(3);
    assertThat(world.out())
        .contains("\"complete\":false,\"pieces\":6,\"right_pieces\":3,\"files\":[")
        .contains("{\"path\":\"abc/b\",\"bytes\":32768,\"pieces\":2,\"right_pieces\":1}")
        .hasLineCount(1);
  }

  @Test
  void drawsABarOnATerminalAndTakesItAway() {
    world.terminal().pieceCheck(finding(0, 1, 2));

    assertThat(world.run("verify", torrent)).isEqualTo(3);
    assertThat(world.out()).contains("50.0%", "\u001b[?25l", "\u001b[1A\u001b[J\u001b[?25h");
  }

  @Test
  void isSilentWhenQuiet() {
    world.pieceCheck(finding());

    assertThat(world.run("verify", torrent, "--quiet")).isEqualTo(3);
    assertThat(world.out() + world.errors()).isEmpty();
  }

  @Test
  void exitsWith130WhenTheUserStopsIt() {
    world
        .terminal()
        .pieceCheck((metainfo, _, onProgress) -> {
          onProgress.accept(1);
          world.stop.orElseThrow().run();
          if (Thread.interrupted()) {
            throw new InterruptedException();
          }
          return new PieceSet(metainfo.info().geometry().pieceCount());
        });

    assertThat(world.run("verify", torrent)).isEqualTo(130);
    assertThat(world.out()).endsWith("\u001b[?25h");
    assertThat(world.errors()).isEmpty();
  }
}
