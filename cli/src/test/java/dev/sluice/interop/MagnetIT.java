package dev.sluice.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bencode.BDictionary;
import dev.sluice.bencode.BString;
import dev.sluice.bencode.Bencode;
import dev.sluice.bencode.BencodeException;
import dev.sluice.bencode.BencodeLimits;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A magnet link, or a bare info-hash, is enough: metadata comes from real clients, and goes there.
 */
@Tag("interop")
final class MagnetIT {
  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  @TempDir(factory = InteropFolder.class)
  Path work;

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ARIA2")
  void downloadsFromThePeerThatALinkNames(Seeder kind) {
    TorrentFile torrent = torrentOf(8L * MIB + 1);
    try (RealClient seeder = seed(kind, torrent)) {
      get(linkTo(torrent, seeder)).assertCode(0);

      BitExact.assertCopy(torrent.data(), downloads());
    }
  }

  @ParameterizedTest
  @EnumSource
  void downloadsFromSeedersThatTheTrackerOfALinkKnows(Seeder kind) {
    SampleData data = SampleData.file(work.resolve("data"), "sample.bin", 8L * MIB + 1, 62);
    try (var swarm = new Swarm(work)) {
      String announce = swarm.tracker().httpAnnounce();
      TorrentFile torrent = TorrentFile.byLibtorrent(data, 64 * KIB, work, announce);
      swarm.tracker().track(torrent);
      swarm.seed(kind, torrent);

      get(torrent.magnet() + "&tr=" + announce).assertCode(0);

      BitExact.assertCopy(data, downloads());
    }
  }

  @Test
  void downloadsByABareInfoHash() {
    TorrentFile torrent = torrentOf(MIB);
    try (RealClient seeder = seed(Seeder.LIBTORRENT, torrent)) {
      get(torrent.infoHash(), "--peer", Loopback.text(seeder.endpoint())).assertCode(0);

      BitExact.assertCopy(torrent.data(), downloads());
    }
  }

  /** Transmission 3.00 gives a few pieces a second, whoever asks: five mebibytes take minutes. */
  @ParameterizedTest(name = "{1} KiB from {0}")
  @CsvSource({"LIBTORRENT, 5120", "TRANSMISSION, 512"})
  void fetchesLargeMetadata(Seeder kind, int metadataKib) throws IOException, BencodeException {
    TorrentFile torrent = withMetadataOf(metadataKib * KIB, torrentOf(MIB));
    try (RealClient seeder = seed(kind, torrent)) {
      var outcome = get(linkTo(torrent, seeder), "--json");

      outcome.assertCode(0).assertSays("\"event\":\"fetching\"", "\"event\":\"started\"");
      BitExact.assertCopy(torrent.data(), downloads());
    }
  }

  @Test
  void tellsOfTheMetadataInPlainLines() {
    TorrentFile torrent = torrentOf(MIB);
    try (RealClient seeder = seed(Seeder.LIBTORRENT, torrent)) {
      get(linkTo(torrent, seeder) + "&dn=A%20name")
          .assertCode(0)
          .assertSays(
              "A name: fetching its metadata\n", "sample.bin: 1 MiB to " + downloads() + "/");
    }
  }

  @Test
  void getsTheFilesThatALinkSelects() throws IOException {
    SampleData data = SampleData.tree(work.resolve("data"), "tree", 12, 64);
    TorrentFile torrent = TorrentFile.byLibtorrent(data, 16 * KIB, work);
    try (RealClient seeder = seed(Seeder.LIBTORRENT, torrent)) {
      get(linkTo(torrent, seeder) + "&so=0,2-3").assertCode(0);

      var shown = sluice("show", torrent.path().toString(), "--json", "--files", "all");
      List<String> paths = paths(shown.assertCode(0).out());
      for (int i : new int[] {0, 2, 3}) {
        assertThat(downloads().resolve(paths.get(i))).exists();
      }
      // Others exist only as far as they share a piece with these.
      assertThat(bytesIn(downloads())).isLessThan(bytesIn(data.root()));
    }
  }

  private static List<String> paths(String json) {
    return Stream.of(json.split("\"path\":\"")).skip(1).map(text -> text.split("\"")[0]).toList();
  }

  private static long bytesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  @Test
  void refusesASelectionThatMatchesNothingOnceItKnows() {
    TorrentFile torrent = torrentOf(MIB);
    try (RealClient seeder = seed(Seeder.LIBTORRENT, torrent)) {
      get(linkTo(torrent, seeder), "--select", "*.mkv")
          .assertCode(1)
          .assertOneClearLine("--select matches no file of sample.bin");
    }
  }

  /** The same command, when nobody is left to tell the metadata. */
  @Test
  void goesOnWithTheMetadataThatItFetchedBefore() {
    TorrentFile torrent = torrentOf(4L * MIB);
    String link;
    try (RealClient seeder = seed(Seeder.LIBTORRENT, torrent)) {
      link = linkTo(torrent, seeder);
      get(link).assertCode(0);
    }

    get(link).assertCode(0);
  }

  @Nested
  class WhenNobodyAnswers {
    @Test
    void endsWithinTwoSecondsOfCtrlC() {
      String link =
          "magnet:?xt=urn:btih:" + "0123456789".repeat(4) + "&tr=http://127.0.0.1:9/announce";
      try (var sluice = SluiceProcess.start(work, command("get", link, "--json"))) {
        sluice.awaitEvent("it fetches", DEADLINE, event -> event.kind().equals("progress"));
        sluice.interrupt();
        sluice.awaitExit(Duration.ofSeconds(2)).assertCode(130).assertNoStackTrace();
      }
    }

    @Test
    void showGivesUpAfterItsTimeAndSaysWhatToDo() {
      SluiceProcess.run(
              work,
              DEADLINE,
              command("show", "0123456789".repeat(4), "--no-trackers", "--timeout", "1s"))
          .assertCode(1)
          .assertOneClearLine("no metadata of 0123", "within 1 s", "no peer is known", "--peer");
    }
  }

  @Test
  void showsWhatALinkLeadsTo() throws IOException {
    TorrentFile torrent = torrentOf(MIB);
    try (RealClient seeder = seed(Seeder.LIBTORRENT, torrent)) {
      SluiceProcess.run(work, DEADLINE, command("show", linkTo(torrent, seeder), "--json"))
          .assertCode(0)
          .assertSays("\"name\":\"sample.bin\"", "\"total_bytes\":1048576");

      assertThat(work.resolve("sample.bin")).doesNotExist();
      assertThat(downloads()).doesNotExist();
    }
  }

  @Nested
  class WhenOthersFetchFromUs {
    @Test
    void libtorrentCompletesByALinkToUs() {
      TorrentFile torrent = torrentOf(16L * MIB);

      assertLibtorrentCompletes(torrent);
    }

    @Test
    void libtorrentFetchesFiveMebibytesOfMetadata() throws IOException, BencodeException {
      assertLibtorrentCompletes(withMetadataOf(5 * MIB, torrentOf(MIB)));
    }

    private void assertLibtorrentCompletes(TorrentFile torrent) {
      InetSocketAddress ours = Loopback.endpoint();
      var seed = new ArrayList<>(List.of("seed", torrent.path().toString()));
      seed.addAll(List.of("-d", torrent.data().parent().toString(), "--json"));
      seed.addAll(network(ours));
      String link = torrent.magnet() + "&x.pe=" + Loopback.text(ours);
      Path folder = work.resolve("theirs");
      try (var sluice = SluiceProcess.start(work, seed)) {
        sluice.awaitEvent("it seeds", DEADLINE, event -> event.kind().equals("complete"));
        try (var leecher = LibtorrentNode.magnet(link, folder, work)) {
          leecher.awaitComplete(DEADLINE);

          BitExact.assertCopy(torrent.data(), folder);
        }
      }
    }
  }

  private TorrentFile torrentOf(long bytes) {
    SampleData data = SampleData.file(work.resolve("data"), "sample.bin", bytes, 61);
    return TorrentFile.byLibtorrent(data, 64 * KIB, work);
  }

  /** Returns a torrent of the same data whose info dictionary is longer by so many bytes. */
  private TorrentFile withMetadataOf(int bytes, TorrentFile torrent)
      throws IOException, BencodeException {
    byte[] filling = new byte[bytes];
    new Random(65).nextBytes(filling);
    byte[] file = Files.readAllBytes(torrent.path());
    BDictionary dictionary = Bencode.decodeDictionary(file, BencodeLimits.FILE);
    BDictionary info =
        dictionary.dictionary("info").orElseThrow().toBuilder()
            .put("filling", BString.of(filling))
            .build();
    Path path = work.resolve("large.torrent");
    Files.write(path, BDictionary.builder().put("info", info).build().encode());
    String infoHash = LibtorrentNode.infoHashFrom(work, List.of("hash", path.toString()));
    return new TorrentFile(path, infoHash, torrent.data(), torrent.pieceBytes());
  }

  private RealClient seed(Seeder kind, TorrentFile torrent) {
    return kind.seed(torrent, torrent.data().parent(), work);
  }

  private static String linkTo(TorrentFile torrent, RealClient seeder) {
    return torrent.magnet() + "&x.pe=" + Loopback.text(seeder.endpoint());
  }

  private Path downloads() {
    return work.resolve("downloads");
  }

  private SluiceProcess.Outcome get(String source, String... more) {
    List<String> command = command("get", source, more);
    command.addAll(List.of("-d", downloads().toString()));
    return SluiceProcess.run(work, DEADLINE, command).assertNoStackTrace();
  }

  private SluiceProcess.Outcome sluice(String... command) {
    return SluiceProcess.run(work, DEADLINE, command);
  }

  private static List<String> command(String command, String source, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command, source));
    arguments.addAll(network(Loopback.endpoint()));
    arguments.addAll(List.of(more));
    return arguments;
  }

  private static List<String> network(InetSocketAddress ours) {
    return List.of(
        "--bind",
        ours.getAddress().getHostAddress(),
        "--port",
        Integer.toString(ours.getPort()),
        "--no-dht",
        "--no-lsd",
        "--no-pex");
  }
}
