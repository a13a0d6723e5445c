package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.AddMagnet;
import dev.sluice.api.AddTorrent;
import dev.sluice.api.BanView;
import dev.sluice.api.Encryption;
import dev.sluice.api.HeldBackBy;
import dev.sluice.api.NotWantedException;
import dev.sluice.api.PeerSource;
import dev.sluice.api.RateLimits;
import dev.sluice.api.TorrentEvent;
import dev.sluice.api.TorrentState;
import dev.sluice.api.TorrentView;
import dev.sluice.api.TrackerView;
import dev.sluice.cli.report.Views;
import dev.sluice.metainfo.Info;
import dev.sluice.metainfo.Metainfo;
import dev.sluice.metainfo.MetainfoParser;
import dev.sluice.model.AddressRanges;
import dev.sluice.model.Carrier;
import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerAddress;
import dev.sluice.model.PeerHost;
import dev.sluice.model.Probe;
import dev.sluice.model.Proxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GetCommandTest {
  @TempDir private Path home;
  private TestWorld world;
  private String water = "";

  @BeforeEach
  void begin() throws IOException {
    world = new TestWorld(home);
    water = TestTorrents.file(home, "water", 40_000).toString();
  }

  private static Views view(AddTorrent request) {
    return Views.view()
        .of(request.metainfo().infoHash(), request.metainfo().info().name())
        .bytes(0, 40_000);
  }

  private static TorrentView complete(AddTorrent request) {
    return view(request).state(TorrentState.SEEDING).bytes(40_000, 40_000).build();
  }

  private static void completes(FakeClient client, AddTorrent request) {
    InfoHash name = request.metainfo().infoHash();
    client.show(complete(request));
    client.send(new TorrentEvent.StateChanged(name, TorrentState.CHECKING));
    client.send(new TorrentEvent.PieceRejected(name, 1));
    client.send(new TorrentEvent.PieceCompleted(name, 1));
    client.send(new TorrentEvent.TrackerTrouble(name, "udp://t:1", "timed out"));
    client.send(new TorrentEvent.StateChanged(name, TorrentState.SEEDING));
    client.send(new TorrentEvent.Completed(name));
  }

  private static void fails(FakeClient client, AddTorrent request) {
    client.show(view(request).failed("disk full").build());
    client.send(new TorrentEvent.Failed(request.metainfo().infoHash(), "/x/water: disk full"));
  }

  @Nested
  class WhenTheDiskIsFull {
    private final FakeClient client = new FakeClient(this::fills);
    private int looks;

    private void fills(FakeClient client, AddTorrent request) {
      client.show(view(request).failed("/x: the disk is full").heldBackBy(HeldBackBy.DISK).build());
      client.send(new TorrentEvent.Failed(request.metainfo().infoHash(), "/x: the disk is full"));
      client.atLook(() -> {
        looks++;
        if (looks == 3) {
          client.show(view(request).build());
        } else if (looks == 5) {
          client.show(complete(request));
        }
      });
    }

    @Test
    void endsWithAFailureWhereNobodySeesIt() {
      assertThat(world.client(client).run("get", water)).isEqualTo(ExitCode.FAILURE);
      assertThat(world.errors()).isEqualTo("sluice: water: /x: the disk is full\n");
    }

    @Test
    void saysAtTheEndHowEachTrackerStands() {
      FakeClient failing =
          new FakeClient((fake, request) -> {
            fake.show(
                view(request)
                    .trackers(
                        new TrackerView("udp://t:1", 0, "failing, again in 9 s", false, -1, -1))
                    .failed("no")
                    .build());
            fake.send(new TorrentEvent.Failed(request.metainfo().infoHash(), "no"));
          });

      assertThat(world.client(failing).run("get", water)).isOne();
      assertThat(world.out()).endsWith("water: tracker udp://t:1: failing, again in 9 s\n");
    }

    @Test
    void waitsWhenToldTo() {
      assertThat(world.client(client).run("get", water, "--wait")).isZero();
      assertThat(world.out())
          .containsOnlyOnce("water: suspended: /x: the disk is full; it then goes on by itself")
          .containsOnlyOnce("water: goes on")
          .contains("complete");
      assertThat(world.errors()).isEmpty();
    }

    @Test
    void waitsOnATerminal() {
      assertThat(world.terminal().client(client).run("get", water)).isZero();
      assertThat(world.out()).contains("suspended: /x: the disk is full", "goes on", "100%");
    }

    @Test
    void tellsProgramsThatItWaits() {
      assertThat(world.client(client).run("get", water, "--wait", "--json")).isZero();
      assertThat(world.out().lines())
          .anyMatch(line -> line.contains("\"event\":\"suspended\"") && line.contains("full"))
          .anyMatch(line -> line.contains("\"state\":\"suspended\""));
    }

    @Test
    void saysSoEvenWhenQuiet() {
      assertThat(world.client(client).run("get", water, "--wait", "-q")).isZero();
      assertThat(world.errors()).isEqualTo("sluice: water: suspended: /x: the disk is full\n");
    }
  }

  @Nested
  class WhenEverythingComes {
    private final FakeClient client = new FakeClient(GetCommandTest::completes);

    @Test
    void exitsWithZeroAndClosesTheClient() {
      assertThat(world.client(client).run("get", water, "-d", home.toString())).isZero();
      assertThat(client.isClosed()).isTrue();
      assertThat(world.errors()).isEmpty();
    }

    @Test
    void tellsInPlainLinesWhenNoTerminalIsThere() {
      assertThat(world.client(client).run("get", water, "-d", home.toString())).isZero();
      assertThat(world.out())
          .isEqualTo(
              """
              water: 39.1 KiB to HOME/water
              water: checking what is on disk
              water: piece 1 was corrupt, fetching it again
              water: tracker udp://t:1: timed out
              water: complete and verified after 0 s
              """
                  .replace("HOME", home.toString()));
    }

    @Test
    void tellsProgramsInJson() {
      assertThat(world.client(client).run("get", water, "--json")).isZero();
      String hash = client.requests.getFirst().metainfo().infoHash().toHex();
      assertThat(world.out().lines())
          .allMatch(line -> line.startsWith("{\"event\":\"") && line.endsWith("}"))
          .anyMatch(line -> line.startsWith("{\"event\":\"started\",\"torrent\":\"" + hash))
          .anyMatch(line -> line.contains("\"event\":\"state\"") && line.contains("\"checking\""))
          .anyMatch(line -> line.contains("\"event\":\"piece\"") && line.endsWith("\"piece\":1}"))
          .anyMatch(line -> line.contains("\"event\":\"piece_rejected\""))
          .anyMatch(line -> line.contains("\"event\":\"tracker\""))
          .anyMatch(line -> line.contains("\"event\":\"complete\""))
          .anyMatch(
              line -> line.contains("\"event\":\"progress\"") && line.contains("\"peers\":0"));
    }

    @Test
    void saysNothingWhenQuiet() {
      assertThat(world.client(client).run("get", water, "-q")).isZero();
      assertThat(world.out() + world.errors()).isEmpty();
    }

    @Test
    void drawsOnATerminalAndGivesTheCursorBack() {
      assertThat(world.terminal().client(client).run("get", water)).isZero();
      assertThat(world.out())
          .contains("\u001b[?25l", "100%", "complete", "water: tracker udp://t:1: timed out")
          .endsWith("\u001b[?25h");
    }

    @Test
    void getsATorrentThatIsNamedTwiceOnce() {
      assertThat(world.client(client).run("get", water, water)).isZero();
      assertThat(client.requests).hasSize(1);
    }

    @Test
    void saysAtTheEndWhomItBannedAndWhy() {
      PeerHost host = PeerHost.of(new PeerAddress(InetAddress.ofLiteral("192.0.2.7"), 1));
      client.withBans(new BanView(host, "gave a bad block"));

      assertThat(world.client(client).run("get", water)).isZero();
      assertThat(world.out()).endsWith("water: banned 192.0.2.7 (gave a bad block)\n");
    }

    @Test
    void passesTheNoteOfTheClientOn() {
      client.withNote("port 6881 is taken, listening on 6882");

      assertThat(world.client(client).run("get", water)).isZero();
      assertThat(world.out()).contains("port 6881 is taken, listening on 6882\n");
    }

    @Test
    void takesEveryOption() {
      int code =
          world
              .client(client)
              .run(
                  ("get -d /srv --bind 127.0.0.2 --port 0 --peer 127.0.0.1:7000 --peer [::1]:7001"
                          + " --no-dht --no-lsd --no-pex --no-trackers --no-utp --no-portmap --max-peers 7 --reserve 1GiB"
                          + " --max-down 2M --max-up 1KiB --upload-slots 2 --encryption REQUIRE --proxy socks5://me:secret@[::1]:1080 --quiet --state "
                          + home.resolve("st")
                          + " "
                          + water)
                      .split(" "));

      assertThat(code).isZero();
      assertThat(world.started)
          .containsExactly(
              new ClientSettings(
                  Optional.of(InetAddress.ofLiteral("127.0.0.2")),
                  OptionalInt.of(0),
                  home.resolve("st"),
                  new RateLimits(2_000_000, 1024),
                  OptionalInt.of(7),
                  Optional.empty(),
                  false,
                  Optional.of(Proxy.parse("socks5://me:secret@[::1]:1080")),
                  Encryption.REQUIRE,
                  Set.of(Carrier.TCP),
                  OptionalInt.of(2),
                  false,
                  Probe.NONE,
                  Set.of(PeerSource.DHT, PeerSource.LSD, PeerSource.PEX),
                  AddressRanges.NONE,
                  OptionalLong.of(1 << 30)));
      AddTorrent request = client.requests.getFirst();
      assertThat(request.directory()).isEqualTo(Path.of("/srv"));
      assertThat(request.useTrackers()).isFalse();
      assertThat(request.peers())
          .extracting(PeerAddress::toString)
          .containsExactly("127.0.0.1:7000", "[0:0:0:0:0:0:0:1]:7001");
    }

    @Test
    void keepsStateInTheXdgFolderAndSetsNoLimitsByDefault() {
      assertThat(world.client(client).run("get", water)).isZero();
      assertThat(world.started)
          .containsExactly(
              new ClientSettings(
                  Optional.empty(),
                  OptionalInt.empty(),
                  home.resolve(".local/state/sluice"),
                  RateLimits.NONE,
                  OptionalInt.empty(),
                  Optional.of(List.of()),
                  true,
                  Optional.empty(),
                  Encryption.PREFER,
                  Set.of(Carrier.values()),
                  OptionalInt.empty(),
                  false,
                  Probe.NONE,
                  Set.of(),
                  AddressRanges.NONE,
                  OptionalLong.empty()));
    }

    @Test
    void readsTheListOfAddressesToStayAwayFromAndSaysWhatIsWrongWithIt() throws IOException {
      Path list = home.resolve("list.p2p");
      Files.writeString(list, "# mine\nsome one:10.0.0.0-10.0.0.255\nnonsense\n10.1.0.0/16\nno\n");

      assertThat(world.client(client).run("get", water, "--ip-filter", list.toString())).isZero();
      AddressRanges blocked = world.started.getFirst().blocked();
      assertThat(blocked.count()).isEqualTo(2);
      assertThat(blocked.contains(InetAddress.ofLiteral("10.1.255.255"))).isTrue();
      assertThat(world.errors())
          .isEqualTo(
              "sluice: --ip-filter %s: 2 lines were not understood, the first is line 3; 2 ranges are blocked\n"
                  .formatted(list));
    }

    @Test
    void doesNotStartWithoutTheListOfAddressesToStayAwayFrom() {
      assertThat(world.client(client).run("get", water, "--ip-filter", "/nowhere/list")).isOne();
      assertThat(world.started).isEmpty();
      assertThat(world.errors())
          .isEqualTo("sluice: --ip-filter /nowhere/list: there is no such file\n");
    }

    @Test
    void takesOptionsFromTheConfigurationUnlessTheCommandLineHasThem() {
      world.configuration(
          "get.dir=/srv\nget.max-down=1K\nget.no-trackers=true\nget.peer=127.0.0.1:1,127.0.0.1:2\n");

      assertThat(world.client(client).run("get", "--max-down", "3K", "--no-trackers", water))
          .isZero();
      AddTorrent request = client.requests.getFirst();
      assertThat(request.directory()).isEqualTo(Path.of("/srv"));
      assertThat(request.useTrackers()).isFalse();
      assertThat(request.peers()).hasSize(2);
      assertThat(world.started.getFirst().limits().downBytesPerSecond()).isEqualTo(3000);
    }

    @Test
    void selectsFilesByNamePathAndFolder() throws IOException {
      String album =
          TestTorrents.folder(home, "album", 10, "a.mkv", "b.txt", "cd 1/c.mkv", "cd 2/d.txt")
              .toString();

      assertThat(world.client(client).run("get", album, "--select", "*.mkv", "--select", "cd 2"))
          .isZero();
      var filter = client.requests.getFirst().fileFilter();
      assertThat(IntStream.range(0, 4).filter(filter::test)).containsExactly(0, 2, 3);
      assertThat(world.out()).startsWith("album: 30 B to ");
    }

    @Test
    void seedsUntilTheRatioIsReached() {
      FakeClient seeding =
          new FakeClient((client, request) -> {
            completes(client, request);
            client.show(
                view(request)
                    .state(TorrentState.SEEDING)
                    .bytes(40_000, 40_000)
                    .uploaded(80_000)
                    .build());
          });

      assertThat(world.client(seeding).run("get", water, "--seed-ratio", "2")).isZero();
    }
  }

  @Nested
  class WhenTheConfigurationNamesTheHomeFolder {
    @Test
    void savesBelowIt() {
      FakeClient client = new FakeClient(GetCommandTest::completes);
      world.configuration("get.dir=~/Downloads\n");

      assertThat(world.client(client).run("get", water)).isZero();
      assertThat(client.requests.getFirst().directory()).isEqualTo(home.resolve("Downloads"));
    }
  }

  @Nested
  class WhenOnlyAMagnetLinkIsKnown {
    private static final String HASH = "0123456789abcdef0123456789abcdef01234567";

    private Metainfo metainfo;
    private String link = "";

    @BeforeEach
    void begin() throws Exception {
      metainfo = MetainfoParser.parse(Files.readAllBytes(Path.of(water)));
      link = "magnet:?xt=urn:btih:" + metainfo.infoHash() + "&dn=Some%20name";
    }

    private FakeClient client() {
      return new FakeClient(
              (_, _) -> {
                throw new AssertionError("no .torrent expected");
              })
          .onMagnet(this::completes);
    }

    private void completes(FakeClient client, AddMagnet request) {
      InfoHash name = request.infoHash();
      client.know(metainfo);
      client.show(
          Views.view().of(name, "water").bytes(40_000, 40_000).state(TorrentState.SEEDING).build());
      client.send(new TorrentEvent.MetadataReceived(name, metainfo));
      client.send(new TorrentEvent.StateChanged(name, TorrentState.CHECKING));
      client.send(new TorrentEvent.Completed(name));
    }

    @Test
    void tellsFirstWhatTheLinkSaysAndThenWhatItLeadsTo() {
      assertThat(world.client(client()).run("get", link, "-d", home.toString())).isZero();
      assertThat(world.out())
          .isEqualTo(
              """
              Some name: fetching its metadata
              water: 39.1 KiB to HOME/water
              water: checking what is on disk
              water: complete and verified after 0 s
              """
                  .replace("HOME", home.toString()));
    }

    @Test
    void tellsProgramsBoth() {
      assertThat(world.client(client()).run("get", link, "--json")).isZero();
      assertThat(world.out())
          .contains(
              "{\"event\":\"fetching\",\"torrent\":\""
                  + metainfo.infoHash()
                  + "\",\"name\":\"Some name\"",
              "{\"event\":\"started\",\"torrent\":\""
                  + metainfo.infoHash()
                  + "\",\"name\":\"water\"");
    }

    @Test
    void learnsItFromTheViewsWhenTheEventWasMissed() {
      FakeClient client =
          client()
              .onMagnet((fake, request) -> {
                fake.know(metainfo);
                fake.show(
                    Views.view()
                        .of(request.infoHash(), "water")
                        .bytes(40_000, 40_000)
                        .state(TorrentState.SEEDING)
                        .build());
              });

      assertThat(world.client(client).run("get", link)).isZero();
      assertThat(world.out()).contains("water: 39.1 KiB to ", "water: complete and verified");
    }

    @Test
    void passesThePeersOfTheLinkAndOfTheUserOn() {
      FakeClient client = client();

      assertThat(
              world
                  .client(client)
                  .run(
                      "get",
                      link + "&x.pe=127.0.0.1:7001",
                      "--peer",
                      "127.0.0.1:7000",
                      "--no-trackers"))
          .isZero();

      AddMagnet request = client.magnets.getFirst();
      assertThat(request.peers())
          .extracting(PeerAddress::toString)
          .containsExactly("127.0.0.1:7000", "127.0.0.1:7001");
      assertThat(request.useTrackers()).isFalse();
    }

    @Test
    void takesABareInfoHash() {
      FakeClient client =
          client()
              .onMagnet((fake, request) ->
                  fake.show(Views.view().of(request.infoHash(), HASH).failed("no luck").build()));

      assertThat(world.client(client).run("get", HASH)).isEqualTo(1);
      assertThat(world.errors()).isEqualTo("sluice: " + HASH + ": no luck\n");
      assertThat(client.magnets.getFirst().infoHash().toHex()).isEqualTo(HASH);
    }

    @Test
    void getsATorrentThatIsNamedInTwoWaysOnce() {
      FakeClient client = client();

      assertThat(world.client(client).run("get", link, metainfo.infoHash().toHex())).isZero();
      assertThat(client.magnets).hasSize(1);
    }

    @Test
    void selectsTheFilesOfTheLinkUnlessTheUserSelects() throws Exception {
      Path album = TestTorrents.folder(home, "album", 10, "a.mkv", "b.txt", "c.mkv");
      Info info = MetainfoParser.parse(Files.readAllBytes(album)).info();
      FakeClient client = client().onMagnet((_, _) -> world.stop.orElseThrow().run());
      String selecting = "magnet:?xt=urn:btih:" + info.infoHash() + "&so=1";

      FakeClient again = client().onMagnet((_, _) -> world.stop.orElseThrow().run());

      assertThat(world.client(client).run("get", selecting)).isEqualTo(130);
      assertThat(world.client(again).run("get", selecting, "--select", "*.mkv")).isEqualTo(130);

      assertThat(selectionOf(client.magnets.getFirst(), info)).containsExactly(1);
      assertThat(selectionOf(again.magnets.getFirst(), info)).containsExactly(0, 2);
    }

    private static int[] selectionOf(AddMagnet request, Info info) throws NotWantedException {
      return IntStream.range(0, info.files().fileCount())
          .filter(request.files().of(info)::test)
          .toArray();
    }

    @Test
    void doesNotWantATorrentWithoutASelectedFile() {
      FakeClient client = client();

      world.client(client).run("get", link, "--select", "*.mkv");

      assertThatThrownBy(() -> client.magnets.getFirst().files().of(metainfo.info()))
          .isInstanceOf(NotWantedException.class)
          .hasMessage("--select matches no file of water; see 'sluice show'");
    }

    @Test
    void doesNotWantATorrentThatWritesTheFilesOfAnother() throws Exception {
      Path other = TestTorrents.file(Files.createDirectory(home.resolve("o")), "water", 50_000);
      FakeClient client = new FakeClient(GetCommandTest::completes).onMagnet(this::completes);

      world.client(client).run("get", link, other.toString());

      assertThatThrownBy(() -> client.magnets.getFirst().files().of(metainfo.info()))
          .isInstanceOf(NotWantedException.class)
          .hasMessageContaining("two of the torrents contain water");
    }
  }

  @Nested
  class WhenATorrentFails {
    @Test
    void exitsWithOneAndOneLine() {
      FakeClient client = new FakeClient(GetCommandTest::fails);

      assertThat(world.client(client).run("get", water)).isEqualTo(1);
      assertThat(world.errors()).isEqualTo("sluice: water: /x/water: disk full\n");
      assertThat(client.isClosed()).isTrue();
    }

    @Test
    void getsTheOthersFirst() throws IOException {
      String fire = TestTorrents.file(home, "fire", 40_000).toString();
      FakeClient client =
          new FakeClient((fake, request) -> {
            if (request.metainfo().info().name().equals("water")) {
              fails(fake, request);
            } else {
              completes(fake, request);
            }
          });

      assertThat(world.client(client).run("get", water, fire)).isEqualTo(1);
      assertThat(world.out()).contains("fire: complete and verified");
    }

    @Test
    void seesItInTheViewWhenTheEventWasMissed() {
      FakeClient client =
          new FakeClient((fake, request) -> fake.show(view(request).failed("disk full").build()));

      assertThat(world.client(client).run("get", water, "--json")).isEqualTo(1);
      assertThat(world.out()).contains("\"event\":\"error\"", "\"problem\":\"disk full\"");
      assertThat(world.errors()).isEqualTo("sluice: water: disk full\n");
    }

    @Test
    void refusesAFolderThatTheClientCannotUse() {
      FakeClient client =
          new FakeClient((_, _) -> {
            throw new UncheckedIOException(
                "cannot use the folder /x: it is gone", new IOException());
          });

      assertThat(world.client(client).run("get", water, "-d", home.toString())).isOne();

      assertThat(world.errors()).isEqualTo("sluice: water: cannot use the folder /x: it is gone\n");
      assertThat(client.isClosed()).isTrue();
    }

    @Test
    void refusesAFolderThatIsAFile() throws IOException {
      Path file = Files.writeString(home.resolve("file"), "x");

      assertThat(world.run("get", water, "-d", file.toString())).isEqualTo(1);
      assertThat(world.errors()).contains("not a folder");
    }

    @Test
    void refusesAnAddressThatIsNotOurs() {
      assertThat(world.run("get", water, "--bind", "192.0.2.1")).isEqualTo(1);
      assertThat(world.errors())
          .isEqualTo("sluice: --bind 192.0.2.1: no address of this machine\n");
    }

    @Test
    void refusesAStateFolderThatCannotBeMade() throws IOException {
      Path inFile = Files.writeString(home.resolve("file"), "x").resolve("state");

      assertThat(world.run("get", water, "--state", inFile.toString())).isEqualTo(1);
      assertThat(world.errors())
          .isEqualTo("sluice: " + inFile + ": cannot be made; name another with --state\n");
    }

    @Test
    void namesThePeerWhoseHostIsNotFound() {
      assertThat(world.run("get", water, "--peer", "[1::2::3]:80")).isEqualTo(1);
      assertThat(world.errors())
          .isEqualTo("sluice: --peer [1::2::3]:80: no such host; check the name\n");
    }
  }

  @Nested
  class WhenTheUserStopsIt {
    @Test
    void exitsWith130AndClosesTheClient() {
      FakeClient client =
          new FakeClient((fake, request) -> {
            fake.show(view(request).build());
            world.stop.orElseThrow().run();
          });

      assertThat(world.client(client).run("get", water)).isEqualTo(130);
      assertThat(client.isClosed()).isTrue();
      assertThat(world.out()).endsWith("stopping; the same command goes on from here\n");
      assertThat(world.stop).isEmpty();
    }

    @Test
    void leavesTheTerminalAsItWas() {
      FakeClient client =
          new FakeClient((fake, request) -> {
            fake.show(view(request).build());
            world.stop.orElseThrow().run();
          });

      assertThat(world.terminal().client(client).run("get", water)).isEqualTo(130);
      assertThat(world.out()).endsWith("\u001b[?25hstopping; the same command goes on from here\n");
    }
  }
}
