package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  @TempDir private Path home;
  private TestWorld world;
  private Path torrent;

  @BeforeEach
  void begin() throws IOException {
    world = new TestWorld(home);
    torrent = TestTorrents.file(home, "water", 40_000);
  }

  @Test
  void showsItsCommandsWithoutArguments() {
    assertThat(world.run()).isZero();
    assertThat(world.out())
        .contains(
            "get ", "seed ", "stream ", "show ", "verify ", "create ", "magnet ", "completion ");
    assertThat(world.out()).doesNotContain("daemon", "tui");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"get", "seed", "stream", "show", "verify", "create", "magnet", "completion"})
  void hasHelpWithExamplesForEachCommand(String command) {
    assertThat(world.run(command, "--help")).isZero();
    assertThat(world.out()).contains("Usage: sluice " + command, "Examples:\n  ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"get", "seed", "stream", "show", "verify", "create"})
  void showsFlagsWithoutAValue(String command) {
    assertThat(world.run(command, "--help")).isZero();
    assertThat(world.out()).contains("--json ").doesNotContain("[=<", "=<is", "=<are");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"get", "seed", "stream", "show", "verify", "create", "magnet", "completion"})
  void helpCommandShowsTheSame(String command) {
    assertThat(world.run("help", command)).isZero();
    assertThat(world.out()).contains("Usage: sluice " + command);
  }

  @Test
  void printsItsVersion() {
    assertThat(world.run("--version")).isZero();
    assertThat(world.out()).startsWith("sluice ");
  }

  @Test
  void printsACompletionScript() {
    assertThat(world.run("completion")).isZero();
    assertThat(world.out()).contains("--max-down", "complete -F", "--seed-ratio");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "get --bogus x               | unknown option '--bogus'; see 'sluice get --help'",
        "gett x                      | unknown command 'gett', did you mean get?; see 'sluice --help'",
        "get                         | get what? name a .torrent file or magnet link; see 'sluice get --help'",
        "get T --max-down 5Q         | invalid value for option '--max-down'",
        "get T --seed-time soon      | 'soon' is no time; write 90s, 30m, 2h or 1d",
        "get T --seed-ratio -1       | --seed-ratio -1.0: at least 0",
        "get T --port 65536          | --port 65536: a port is 0 to 65535",
        "get T --port many           | '--port'",
        "get T --bind localhost      | 'localhost' is no IP address and no network interface here",
        "get T --peer localhost      | 'localhost' is no address; write HOST:PORT",
        "get T --max-peers 0         | --max-peers 0: at least 1",
        "get T --encryption nix      | '--encryption'",
        "get T --proxy socks4://h:1  | --proxy: write socks5://[USER:PASSWORD@]HOST:PORT or http://",
        "get T --proxy socks5://u:p@h | --proxy: write socks5://",
        "get T --proxy http://h:1 --peer host:2 | with --proxy no name is looked up",
        "get T --select *.mkv        | --select matches no file of water",
        "get T --select [            | --select [",
        "get magnet:?xt=urn:btih:x   | This is no info-hash of 40 hexadecimal or 32 base32 digits: 'x'",
        "get magnet:?dn=x            | The magnet link names no torrent",
        "get HASHHASHHASH            | format v2, and v2-only torrents are not supported yet",
        "seed magnet:?xt=urn:btih:x  | a magnet link does not do here; name a .torrent file",
        "show T --timeout soon       | 'soon' is no time",
        "get http://h/x.torrent      | fetching a torrent from a URL is not built yet",
        "seed                        | seed what? name a .torrent file or a folder of them",
        "seed . --seed-ratio -1      | --seed-ratio -1.0: at least 0",
        "stream                      | stream what? name a .torrent file or magnet link",
        "stream T --file 7           | --file 7: no such file in water",
        "stream T --http here        | 'here' is no address; write HOST:PORT",
        "daemon                      | 'daemon' is not built yet; there are: get, seed, stream,",
        "create                      | create what? name a file or folder",
        "create . --piece-length 5K  | --piece-length 5000: a power of two from 16KiB to 128MiB",
        "create . --announce nix     | --announce nix: no address like http://host/...",
        "create . --web-seed udp://x | --web-seed udp://x: no address like http://host/...",
        "show                        | show what? name a .torrent file or magnet link",
        "show magnet:?xt=urn:nix     | sluice: ",
        "verify .                    | a folder; name a .torrent file",
      })
  void refusesWithOneLineAndCodeTwo(String line, String complaint) {
    int code = world.run(commandOf(line));

    assertThat(world.errors()).startsWith("sluice: ").contains(complaint).hasLineCount(1);
    assertThat(world.out()).isEmpty();
    assertThat(code).isEqualTo(2);
  }

  private String[] commandOf(String line) {
    return line.replaceAll("\\bT\\b", torrent.toString())
        .replace("HASHHASHHASH", "0123456789abcdef".repeat(4))
        .split(" ");
  }

  @Test
  void failsWithCodeOneWhenAFileIsMissing() {
    assertThat(world.run("get", home + "/nix.torrent")).isEqualTo(1);
    assertThat(world.errors()).endsWith("nix.torrent: no such file; check the name\n");
  }

  @Test
  void refusesAnInvalidTorrentByName() throws IOException {
    Path bad = Files.writeString(home.resolve("bad.torrent"), "d4:infoi1ee");

    assertThat(world.run("get", bad.toString())).isEqualTo(2);
    assertThat(world.errors()).startsWith("sluice: " + bad + ": ").hasLineCount(1);
  }

  @Test
  void refusesTwoTorrentsThatWriteTheSameFile() throws IOException {
    Path other = TestTorrents.file(Files.createDirectory(home.resolve("o")), "water", 50_000);

    assertThat(world.run("get", torrent.toString(), other.toString())).isEqualTo(2);
    assertThat(world.errors()).contains("two of the torrents contain water");
  }

  @Test
  void tellsOfABugInOneLineWithoutAStackTrace() {
    world.pieceCheck((_, _, _) -> {
      throw new IllegalStateException("impossible");
    });

    assertThat(world.run("verify", torrent.toString())).isEqualTo(1);
    assertThat(world.errors())
        .startsWith("sluice: a bug in Sluice, please report it: java.lang.IllegalStateException")
        .hasLineCount(1);
  }

  @Test
  void showsATorrent() {
    assertThat(world.run("show", torrent.toString())).isZero();
    assertThat(world.out())
        .isEqualTo(
            """
            water

            size       39.1 KiB (40,000 bytes) in 1 file
            pieces     3 of 16 KiB
            info-hash  HASH
            comment    two / lines \ufffd[2J
            tracker    http://127.0.0.1:6969/announce
            magnet     magnet:?xt=urn:btih:HASH&dn=water&tr=http://127.0.0.1:6969/announce
            """
                .replace("HASH", hash(world.out())));
  }

  private static String hash(String sheet) {
    return sheet.replaceAll("(?s).*info-hash  ([0-9a-f]{40}).*", "$1");
  }

  @Test
  void showsTheFilesAsATree() throws IOException {
    Path album =
        TestTorrents.folder(home, "album", 1024, "cover.jpg", "cd 1/01.flac", "cd 1/02.flac");

    assertThat(world.run("show", album.toString())).isZero();
    assertThat(world.out())
        .contains("private    yes")
        .endsWith(
            """

            album
            ├── cover.jpg  1 KiB
            └── cd 1
                ├── 01.flac  1 KiB
                └── 02.flac  1 KiB
            """);
  }

  @Test
  void listsFiftyFilesUnlessAskedForAll() throws IOException {
    String[] names = new String[60];
    for (int i = 0; i < names.length; i++) {
      names[i] = "file-" + i;
    }
    String many = TestTorrents.folder(home, "many", 10, names).toString();

    assertThat(world.run("show", many)).isZero();
    assertThat(world.out()).contains("file-49").doesNotContain("file-50");
    assertThat(world.out()).endsWith("and 10 more files; --files all lists them\n");
    assertThat(world.run("show", many, "--files", "all")).isZero();
    assertThat(world.out()).contains("file-59");
  }

  @Test
  void showsATorrentAsJson() {
    assertThat(world.run("show", "--json", torrent.toString())).isZero();
    assertThat(world.out())
        .startsWith("{\"torrent\":\"")
        .contains("\"total_bytes\":40000,\"piece_bytes\":16384,\"pieces\":3,\"private\":false")
        .contains("\"comment\":\"two\\nlines \\u001b[2J\"")
        .contains("\"trackers\":[[\"http://127.0.0.1:6969/announce\"]]")
        .endsWith("\"files\":[{\"index\":0,\"path\":\"water\",\"bytes\":40000}]}\n");
  }

  @Test
  void printsTheMagnetLink() {
    assertThat(world.run("magnet", torrent.toString())).isZero();
    assertThat(world.out()).startsWith("magnet:?xt=urn:btih:").hasLineCount(1);
  }

  @Test
  void refusesAConfigurationWithAnUnknownKey() {
    world.configuration("get.prot=6881\n");

    assertThat(world.run("show", torrent.toString())).isEqualTo(2);
    assertThat(world.errors()).contains(".config/sluice/config: no such option: get.prot");
  }

  @Test
  void saysWhenTheRecordingCannotBeWritten() {
    assertThat(world.run("seed", torrent.toString(), "--jfr", "/no/such/folder/a.jfr"))
        .isEqualTo(1);
    assertThat(world.errors())
        .isEqualTo("sluice: --jfr /no/such/folder/a.jfr: cannot be written; name another file\n");
  }

  @Test
  void saysWhenTheLogCannotBeWritten() {
    assertThat(world.run("verify", torrent.toString(), "--log", "/no/such/folder/log"))
        .isEqualTo(1);
    assertThat(world.errors())
        .isEqualTo("sluice: --log /no/such/folder/log: cannot be written; name another file\n");
  }
}
