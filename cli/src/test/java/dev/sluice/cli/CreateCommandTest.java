package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.metainfo.Metainfo;
import dev.sluice.metainfo.MetainfoException;
import dev.sluice.metainfo.MetainfoParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CreateCommandTest {
  @TempDir private Path home;
  private TestWorld world;
  private Path tree;
  private Path output;

  @BeforeEach
  void begin() throws IOException {
    world = new TestWorld(home);
    tree = Files.createDirectories(home.resolve("tree"));
    output = home.resolve("out.torrent");
    Files.write(tree.resolve("a"), new byte[40_000]);
    Files.write(Files.createDirectory(tree.resolve("sub")).resolve("b"), new byte[10_000]);
  }

  private int create(String... more) {
    String[] args = new String[more.length + 4];
    args[0] = "create";
    args[1] = tree.toString();
    args[2] = "-o";
    args[3] = output.toString();
    System.arraycopy(more, 0, args, 4, more.length);
    return world.run(args);
  }

  private Metainfo made() throws IOException, MetainfoException {
    return MetainfoParser.parse(Files.readAllBytes(output));
  }

  @Test
  void writesTheTorrentAndSaysWhichItIs() throws Exception {
    assertThat(create()).isZero();
    Metainfo torrent = made();
    assertThat(torrent.info().name()).isEqualTo("tree");
    assertThat(torrent.info().files().totalBytes()).isEqualTo(50_000);
    assertThat(torrent.creationDate()).contains(TestWorld.NOW);
    assertThat(world.errors()).isEmpty();
    assertThat(world.out())
        .isEqualTo(
            """
            file       %s
            pieces     4 of 16 KiB
            info-hash  %s
            magnet     %s
            """
                .formatted(output, torrent.infoHash().toHex(), torrent.magnet()));
  }

  @Test
  void takesEveryOption() throws Exception {
    int code =
        create(
            "--announce",
            "http://a.example/1, udp://b.example:2",
            "--announce",
            "https://c.example/",
            "--web-seed",
            "http://w.example/x",
            "--web-seed",
            "ftp://w.example/y",
            "--piece-length",
            "32KiB",
            "--private",
            "--source",
            "SRC",
            "--comment",
            "hello",
            "--no-date",
            "--pad",
            "--quiet");

    assertThat(code).isZero();
    Metainfo torrent = made();
    assertThat(torrent.announceTiers())
        .containsExactly(
            List.of("http://a.example/1", "udp://b.example:2"), List.of("https://c.example/"));
    assertThat(torrent.webSeeds()).containsExactly("http://w.example/x", "ftp://w.example/y");
    assertThat(torrent.info().geometry().pieceBytes()).isEqualTo(32 * 1024);
    assertThat(torrent.info().isPrivate()).isTrue();
    assertThat(torrent.info().source()).isEqualTo("SRC");
    assertThat(torrent.comment()).isEqualTo("hello");
    assertThat(torrent.creationDate()).isEmpty();
    assertThat(torrent.info().files().file(1).isPadding()).isTrue();
    assertThat(world.out() + world.errors()).isEmpty();
  }

  @Test
  void tellsProgramsInJson() throws Exception {
    assertThat(create("--json")).isZero();
    assertThat(world.out())
        .startsWith("{\"torrent\":\"" + made().infoHash().toHex() + "\",\"name\":\"tree\",")
        .contains("\"total_bytes\":50000", "\"piece_bytes\":16384", "\"magnet\":\"magnet:?xt=")
        .hasLineCount(1);
  }

  @Test
  void drawsABarOnATerminalAndTakesItAwayAgain() {
    world.terminal();

    assertThat(create()).isZero();
    assertThat(world.out()).contains("tree", "100%", "\u001b[?25h").contains("info-hash");
  }

  @Test
  void doesNotOverwriteUnlessForced() throws IOException {
    Files.writeString(output, "precious");

    assertThat(create()).isEqualTo(1);
    assertThat(world.errors())
        .isEqualTo(
            "sluice: %s: is there already; name another with -o, or overwrite it with --force\n"
                .formatted(output));
    assertThat(output).hasContent("precious");

    assertThat(create("--force")).isZero();
    assertThat(Files.size(output)).isGreaterThan(100);
  }

  @Test
  void saysWhichLinksItLeftOut() throws IOException {
    Path link = Files.createSymbolicLink(tree.resolve("link"), tree.resolve("a"));

    assertThat(create()).isZero();
    assertThat(world.errors())
        .isEqualTo("sluice: " + link + ": a link or no regular file, left out\n");
  }

  @Test
  void saysWhatItCannotRead() {
    tree = home.resolve("missing");

    assertThat(create()).isEqualTo(1);
    assertThat(world.errors()).startsWith("sluice: " + tree + ": ").hasLineCount(1);
  }

  @Test
  void saysWhereItCannotWrite() {
    output = home.resolve("no/such/folder.torrent");

    assertThat(create()).isEqualTo(1);
    assertThat(world.errors()).contains(output + ": cannot be written").hasLineCount(1);
  }
}
