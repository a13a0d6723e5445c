package dev.sluice.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong ends in one clear line and its exit code, or is survived. */
@Tag("interop")
final class BadInputIT {
  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  /** Every name of a file or folder that the torrents with hostile paths could make. */
  private static final Set<String> STRAY_NAMES = Set.of("escaped", "tree", "up", "fine");

  @TempDir(factory = InteropFolder.class)
  Path work;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "this is a web page, not a torrent",
        "d4:infod6:lengthi5e",
        "d4:infod6:lengthi-5e4:name1:a12:piece lengthi16384e6:pieces20:aaaaaaaaaaaaaaaaaaaaee",
        "d4:infod6:lengthi5e4:name1:a12:piece lengthi0e6:pieces20:aaaaaaaaaaaaaaaaaaaaee",
        "d4:infod6:lengthi5e4:name1:a12:piece lengthi16384e6:pieces19:aaaaaaaaaaaaaaaaaaaee",
        "d4:infod6:lengthi99999999e4:name1:a12:piece lengthi16384e6:pieces20:aaaaaaaaaaaaaaaaaaaaee"
      })
  void aMalformedTorrentIsAUsageError(String bencoded) throws IOException {
    Path torrent = write("malformed.torrent", bencoded);

    get(torrent, work.resolve("downloads")).assertCode(2).assertOneClearLine("malformed.torrent");
  }

  @Test
  void aTorrentThatIsNotThereIsNamed() {
    get(work.resolve("nowhere.torrent"), work.resolve("downloads"))
        .assertCode(1)
        .assertOneClearLine("nowhere.torrent");
  }

  @Test
  void aPureVersionTwoTorrentIsRefusedByName() {
    SampleData data = SampleData.file(work.resolve("data"), "sample.bin", 100_000, 61);
    var torrent = TorrentFile.byLibtorrent(data, 16 * KIB, work, TorrentFile.Format.V2, List.of());

    get(torrent.path(), work.resolve("downloads")).assertCode(2).assertOneClearLine("v2");
  }

  @Test
  void aFolderBelowAFileCannotBeWrittenTo() throws IOException {
    SampleData data = SampleData.file(work.resolve("data"), "sample.bin", 100_000, 62);
    var torrent = TorrentFile.byLibtorrent(data, 16 * KIB, work);
    Path file = write("occupied", "a file, not a folder");

    get(torrent.path(), file.resolve("downloads")).assertCode(1).assertOneClearLine("occupied");
  }

  /** Even root cannot make files in /proc. */
  @Test
  void aFolderThatTakesNoFilesIsNamed() {
    assumeTrue(Files.isDirectory(Path.of("/proc/self")), "needs /proc");
    SampleData data = SampleData.file(work.resolve("data"), "sample.bin", 100_000, 63);
    try (var swarm = new Swarm(work)) {
      var torrent = TorrentFile.byLibtorrent(data, 16 * KIB, work, swarm.tracker().httpAnnounce());
      swarm.tracker().track(torrent);
      swarm.seed(Seeder.LIBTORRENT, torrent);

      SluiceProcess.run(work, DEADLINE, swarm.get(torrent, Path.of("/proc")))
          .assertCode(1)
          .assertOneClearLine("/proc");
    }
  }

  @Test
  void aFullDiskEndsTheDownloadAndIsNamed() {
    SampleData data = SampleData.file(work.resolve("data"), "sample.bin", 16L * MIB, 64);
    try (var disk = SmallDisk.mount(work, 8);
        var swarm = new Swarm(work)) {
      var torrent = TorrentFile.byLibtorrent(data, 64 * KIB, work, swarm.tracker().httpAnnounce());
      swarm.tracker().track(torrent);
      swarm.seed(Seeder.LIBTORRENT, torrent);

      var outcome = SluiceProcess.run(work, DEADLINE, swarm.get(torrent, disk.folder()));

      outcome.assertCode(1).assertOneClearLine();
      assertThat(outcome.err()).containsPattern("(?i)space|full");
    }
  }

  /** The content is one file of 16,384 bytes, there for the taking from a seeder. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "5:filesld6:lengthi16384e4:pathl2:..7:escapedeee4:name4:tree",
        "5:filesld6:lengthi16384e4:pathl10:../escapedeee4:name4:tree",
        "5:filesld6:lengthi16384e4:pathl1:.2:..2:..7:escapedeee4:name4:tree",
        "5:filesld6:lengthi16384e4:pathl8:/escapedeee4:name4:tree",
        "5:filesld6:lengthi16384e4:pathl7:escapedeee4:name2:..",
        "5:filesld6:lengthi16384e4:pathl7:escapedeee4:name5:../up",
        "5:filesld6:lengthi16384e4:pathl4:finee10:path.utf-8l2:..7:escapedeee4:name4:tree",
        "6:lengthi16384e4:name10:../escaped",
        "6:lengthi16384e4:name8:/escaped"
      })
  void aPathThatLeadsOutWritesNothingOutside(String fileKeys) throws Exception {
    byte[] content = "sixteen bytes...".repeat(1024).getBytes(StandardCharsets.ISO_8859_1);
    Path torrent = write("escape.torrent", "d4:infod" + fileKeys + pieceKeys(content) + "ee");
    Path given = Files.write(work.resolve("piece"), content);
    Path downloads = Files.createDirectories(work.resolve("parent/downloads"));

    try (LibtorrentNode seeder = LibtorrentNode.plant(torrent, given, work)) {
      var outcome = get(torrent, downloads, "--peer", Loopback.text(seeder.endpoint()));

      assertThat(outcome.assertNoStackTrace().code()).as("%s", outcome).isIn(0, 2);
    }

    assertThat(strays(downloads)).isEmpty();
    assertThat(Path.of("/escaped")).doesNotExist();
  }

  private static String pieceKeys(byte[] content) throws NoSuchAlgorithmException {
    byte[] hash = MessageDigest.getInstance("SHA-1").digest(content);
    String text = new String(hash, StandardCharsets.ISO_8859_1);
    return "12:piece lengthi16384e6:pieces20:" + text;
  }

  /** Returns every file below the test's folder that is not in {@code downloads}, by name. */
  private List<Path> strays(Path downloads) throws IOException {
    try (Stream<Path> paths = Files.walk(work)) {
      return paths
          .filter(path -> !path.startsWith(downloads))
          .filter(path -> STRAY_NAMES.contains(path.getFileName().toString()))
          .toList();
    }
  }

  /** A download that nobody seeds: what is wrong must show before a peer is needed. */
  private SluiceProcess.Outcome get(Path torrent, Path folder, String... more) {
    var arguments =
        new ArrayList<>(
            List.of(
                "get",
                torrent.toString(),
                "-d",
                folder.toString(),
                "--bind",
                Loopback.endpoint().getAddress().getHostAddress(),
                "--no-dht",
                "--no-lsd",
                "--no-pex"));
    arguments.addAll(List.of(more));
    return SluiceProcess.run(work, DEADLINE, arguments);
  }

  private Path write(String name, String content) throws IOException {
    return Files.write(work.resolve(name), content.getBytes(StandardCharsets.ISO_8859_1));
  }
}
