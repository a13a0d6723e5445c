package dev.sluice.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code sluice create} writes the info dictionaries that others write, byte for byte. */
@Tag("interop")
final class CreateIT {
  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  @TempDir(factory = InteropFolder.class)
  Path work;

  @ParameterizedTest(name = "{0} KiB")
  @ValueSource(ints = {32, 256, 1024, 16 * 1024})
  void writesOneFileAsMktorrentDoes(int pieceKib) {
    SampleData data = file();

    assertThat(infoOf(create(data, pieceKib)))
        .isEqualTo(infoOf(TorrentFile.byMktorrent(data, pieceKib * KIB, work, ANNOUNCE).path()));
  }

  @ParameterizedTest(name = "{0} KiB")
  @ValueSource(ints = {16, 256, 16 * 1024})
  void writesOneFileAsLibtorrentDoes(int pieceKib) {
    SampleData data = file();

    assertThat(infoOf(create(data, pieceKib)))
        .isEqualTo(infoOf(TorrentFile.byLibtorrent(data, pieceKib * KIB, work).path()));
  }

  private static final String ANNOUNCE = "http://127.0.0.1:6969/announce";

  /** Every odd name, hidden files and empty ones, and an empty folder. */
  @Nested
  class WhenItIsATree {
    @ParameterizedTest(name = "{0} KiB")
    @ValueSource(ints = {32, 512})
    void writesWhatMktorrentWrites(int pieceKib) {
      SampleData data = tree();

      assertThat(infoOf(create(data, pieceKib)))
          .isEqualTo(infoOf(TorrentFile.byMktorrent(data, pieceKib * KIB, work, ANNOUNCE).path()));
    }

    /** libtorrent leaves the order to its caller, who takes ours here. */
    @ParameterizedTest(name = "{0} KiB")
    @ValueSource(ints = {16, 512})
    void writesWhatLibtorrentWritesOfTheSameOrder(int pieceKib) {
      SampleData data = tree();

      assertThat(infoOf(create(data, pieceKib)))
          .isEqualTo(infoOf(byLibtorrent("sorted", data, pieceKib)));
    }

    @ParameterizedTest(name = "{0} KiB")
    @ValueSource(ints = {16, 512})
    void writesThePaddingThatLibtorrentWrites(int pieceKib) {
      SampleData data = tree();

      assertThat(infoOf(create(data, pieceKib, "--pad")))
          .isEqualTo(infoOf(byLibtorrent("padded", data, pieceKib)));
    }
  }

  @Test
  void writesPrivateAndSourceAsMktorrentDoes() {
    SampleData data = file();
    Path theirs = work.resolve("theirs.torrent");
    mktorrent("-l", "18", "-p", "-s", "SOME", "-o", theirs.toString(), data.root().toString());

    assertThat(infoOf(create(data, 256, "--private", "--source", "SOME")))
        .isEqualTo(infoOf(theirs));
  }

  @Test
  void writesTheWholeFileAsMktorrentDoesButForItsName() {
    SampleData data = file();
    Path theirs = work.resolve("theirs.torrent");
    mktorrent(
        "-l",
        "18",
        "-d",
        "-c",
        "a comment",
        "-a",
        "http://a.example/1,udp://b.example:2",
        "-a",
        "http://c.example/",
        "-w",
        "http://w.example/1",
        "-w",
        "http://w.example/2",
        "-o",
        theirs.toString(),
        data.root().toString());

    Path ours =
        create(
            data,
            256,
            "--no-date",
            "--comment",
            "a comment",
            "--announce",
            "http://a.example/1,udp://b.example:2",
            "--announce",
            "http://c.example/",
            "--web-seed",
            "http://w.example/1",
            "--web-seed",
            "http://w.example/2");

    assertThat(text(ours).replace("12:Sluice/0.1.0", "13:mktorrent 1.1")).isEqualTo(text(theirs));
  }

  private SampleData file() {
    return SampleData.file(work.resolve("data"), "sample.bin", 20L * MIB + 12_345, 31);
  }

  private SampleData tree() {
    SampleData data = SampleData.unixTree(work.resolve("data"), "odd tree", 200, 32);
    try {
      Files.createDirectories(data.root().resolve("empty folder"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return data;
  }

  private Path create(SampleData data, int pieceKib, String... more) {
    Path torrent = work.resolve("ours.torrent");
    var arguments = new ArrayList<>(List.of("create", data.root().toString()));
    arguments.addAll(List.of("-o", torrent.toString(), "--piece-length", pieceKib + "KiB"));
    arguments.addAll(List.of(more));
    SluiceProcess.run(work, DEADLINE, arguments).assertCode(0).assertNoStackTrace();
    return torrent;
  }

  private Path byLibtorrent(String layout, SampleData data, int pieceKib) {
    Path torrent = work.resolve("theirs.torrent");
    LibtorrentNode.infoHashFrom(
        work,
        List.of(
            "create",
            data.root().toString(),
            torrent.toString(),
            Integer.toString(pieceKib * KIB),
            layout));
    return torrent;
  }

  private void mktorrent(String... arguments) {
    Installed.require("mktorrent", "mktorrent");
    var command = new ArrayList<>(List.of("mktorrent"));
    command.addAll(List.of(arguments));
    try (ClientProcess process = ClientProcess.start(work, "mktorrent", command)) {
      assertThat(process.awaitExit(RealClient.START)).as(process.transcript()).isZero();
    }
  }

  /** Returns the info dictionary, one character for each byte; no later key contains its name. */
  private static String infoOf(Path torrent) {
    String text = text(torrent);
    int begin = text.indexOf("4:infod") + "4:info".length();
    int end = text.indexOf("8:url-list", begin);
    return text.substring(begin, end < 0 ? text.length() - 1 : end);
  }

  private static String text(Path torrent) {
    try {
      return Files.readString(torrent, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
