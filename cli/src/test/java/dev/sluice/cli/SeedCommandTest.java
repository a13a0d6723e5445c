package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.AddTorrent;
import dev.sluice.api.RateLimits;
import dev.sluice.api.TorrentEvent;
import dev.sluice.api.TorrentState;
import dev.sluice.api.TorrentView;
import dev.sluice.cli.report.Views;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeedCommandTest {
  @TempDir private Path home;
  private TestWorld world;
  private String water = "";

  @BeforeEach
  void begin() throws IOException {
    world = new TestWorld(home);
    water = TestTorrents.file(home, "water", 40_000).toString();
  }

  private static TorrentView view(AddTorrent request) {
    return Views.view()
        .of(request.metainfo().infoHash(), request.metainfo().info().name())
        .state(TorrentState.SEEDING)
        .bytes(40_000, 40_000)
        .rates(0, 3 * Views.MIB)
        .uploaded(80_000)
        .peers(2, 0)
        .build();
  }

  private static void serves(FakeClient client, AddTorrent request) {
    client.show(view(request));
    client.send(new TorrentEvent.Completed(request.metainfo().infoHash()));
  }

  private void servesUntilStopped(FakeClient client, AddTorrent request) {
    client.show(view(request));
    world.stop.orElseThrow().run();
  }

  private static void isIncomplete(FakeClient client, AddTorrent request) {
    client.send(new TorrentEvent.Failed(request.metainfo().infoHash(), "incomplete"));
  }

  @Test
  void seedsWithoutDownloadingUntilTheRatioIsReached() {
    FakeClient client = new FakeClient(SeedCommandTest::serves);

    int code = world.client(client).run("seed", water, "-d", home.toString(), "--seed-ratio", "2");

    assertThat(code).isZero();
    assertThat(world.out()).isEqualTo("water: seeding 39.1 KiB from " + home + "/water\n");
    AddTorrent request = client.requests.getFirst();
    assertThat(request.mayDownload()).isFalse();
    assertThat(request.useTrackers()).isTrue();
    assertThat(request.directory()).isEqualTo(home);
    assertThat(client.isClosed()).isTrue();
  }

  @Test
  void takesItsOptions() {
    FakeClient client = new FakeClient(SeedCommandTest::serves);

    int code =
        world
            .client(client)
            .run(
                "seed",
                water,
                "--max-up",
                "2M",
                "--no-trackers",
                "--max-peers",
                "7",
                "--peer",
                "127.0.0.1:7000",
                "--seed-time",
                "0s",
                "--upload-slots",
                "9",
                "--super-seed",
                "-q");

    assertThat(code).isZero();
    assertThat(world.out()).isEmpty();
    assertThat(world.started.getFirst().limits())
        .isEqualTo(new RateLimits(RateLimits.UNLIMITED, 2_000_000));
    assertThat(world.started.getFirst().maxPeers()).isEqualTo(OptionalInt.of(7));
    assertThat(world.started.getFirst().uploadSlots()).isEqualTo(OptionalInt.of(9));
    assertThat(world.started.getFirst().isSuperSeeding()).isTrue();
    assertThat(client.requests.getFirst().useTrackers()).isFalse();
    assertThat(client.requests.getFirst().peers()).hasSize(1);
  }

  @Test
  void choosesTheSlotsItselfUnlessTold() {
    FakeClient client = new FakeClient(SeedCommandTest::serves);

    int code =
        world.client(client).run("seed", water, "--upload-slots", "AUTO", "--seed-ratio", "2");

    assertThat(code).isZero();
    assertThat(world.started.getFirst().uploadSlots()).isEmpty();
    assertThat(world.started.getFirst().isSuperSeeding()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1001", "many", ""})
  void refusesSlotsThatAreNone(String slots) {
    assertThat(world.run("seed", water, "--upload-slots", slots)).isEqualTo(2);
    assertThat(world.errors()).contains("--upload-slots", "'auto' nor a number").hasLineCount(1);
  }

  @Nested
  class WhenStopped {
    @Test
    void exitsWith130AndClosesTheClient() {
      FakeClient client = new FakeClient(SeedCommandTest.this::servesUntilStopped);

      assertThat(world.client(client).run("seed", water)).isEqualTo(130);
      assertThat(world.out()).endsWith("stopping\n");
      assertThat(client.isClosed()).isTrue();
    }

    @Test
    void leavesTheRateAndAllThatWasSentOnTheTerminal() {
      FakeClient client = new FakeClient(SeedCommandTest::serves);

      assertThat(world.terminal().client(client).run("seed", water, "--seed-ratio", "2")).isZero();
      assertThat(world.out())
          .contains("water", "3 MiB/s", "2 peers", "sent 78.1 KiB")
          .endsWith("\u001b[?25h");
    }
  }

  @Nested
  class WhenDataIsMissing {
    @Test
    void exitsWithOneAndOneLine() {
      FakeClient client = new FakeClient(SeedCommandTest::isIncomplete);

      assertThat(world.client(client).run("seed", water)).isEqualTo(1);
      assertThat(world.errors()).isEqualTo("sluice: water: incomplete\n");
    }

    @Test
    void sharesTheOthersAndSaysSoInTheEnd() throws IOException {
      String fire = TestTorrents.file(home, "fire", 40_000).toString();
      FakeClient client =
          new FakeClient((fake, request) -> {
            if (request.metainfo().info().name().equals("water")) {
              isIncomplete(fake, request);
            } else {
              serves(fake, request);
            }
          });

      assertThat(world.client(client).run("seed", water, fire, "--seed-ratio", "1")).isEqualTo(1);
      assertThat(world.out()).contains("fire: seeding");
    }
  }

  @Nested
  class WhenAFolderIsNamed {
    @Test
    void takesAllItsTorrentsByNameAndComplainsOfBadOnes() throws IOException {
      TestTorrents.file(home, "fire", 40_000);
      Path bad = Files.writeString(home.resolve("bad.torrent"), "nothing");
      Files.writeString(home.resolve("notes.txt"), "nothing");
      FakeClient client = new FakeClient(SeedCommandTest::serves);

      int code = world.client(client).run("seed", home.toString(), water, "--seed-ratio", "1");

      assertThat(code).isZero();
      assertThat(client.requests)
          .extracting(request -> request.metainfo().info().name())
          .containsExactly("fire", "water");
      assertThat(world.errors()).startsWith("sluice: " + bad + ": ").hasLineCount(1);
    }

    @Test
    void refusesOneWithoutTorrents() throws IOException {
      Path empty = Files.createDirectory(home.resolve("empty"));

      assertThat(world.run("seed", empty.toString())).isEqualTo(2);
      assertThat(world.errors())
          .isEqualTo("sluice: " + empty + ": no .torrent file in it that can be used\n");
    }
  }
}
