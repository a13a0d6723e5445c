package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.AddMagnet;
import dev.sluice.cli.report.Views;
import dev.sluice.metainfo.Metainfo;
import dev.sluice.metainfo.MetainfoParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code show} of what is no file. */
class ShowCommandTest {
  @TempDir private Path home;
  private TestWorld world;
  private Metainfo metainfo;
  private String link = "";

  @BeforeEach
  void begin() throws Exception {
    world = new TestWorld(home);
    metainfo = MetainfoParser.parse(Files.readAllBytes(TestTorrents.file(home, "water", 40_000)));
    link = "magnet:?xt=urn:btih:" + metainfo.infoHash() + "&dn=Some%20name&x.pe=127.0.0.1:7";
  }

  private static FakeClient client(BiConsumer<FakeClient, AddMagnet> script) {
    return new FakeClient(
            (_, _) -> {
              throw new AssertionError("no .torrent expected");
            })
        .onMagnet(script);
  }

  @Test
  void fetchesTheMetadataAloneAndShowsIt() {
    FakeClient client = client((fake, _) -> fake.know(metainfo));

    assertThat(world.client(client).run("show", link)).isZero();

    assertThat(world.out()).startsWith("water\n").contains("39.1 KiB (40,000 bytes) in 1 file");
    assertThat(client.magnets.getFirst().isMetadataOnly()).isTrue();
    assertThat(client.magnets.getFirst().peers()).hasSize(1);
    assertThat(client.isClosed()).isTrue();
  }

  @Test
  void showsItAsJson() {
    FakeClient client = client((fake, _) -> fake.know(metainfo));

    assertThat(world.client(client).run("show", link, "--json")).isZero();
    assertThat(world.out()).contains("\"name\":\"water\",\"total_bytes\":40000").hasLineCount(1);
  }

  @Test
  void saysHowFarItIsOnATerminalAndTakesThatAway() {
    FakeClient client =
        client((fake, request) -> {
          fake.show(
              Views.view()
                  .of(request.infoHash(), "Some name")
                  .metadata(12, 34)
                  .peers(3, 0)
                  .build());
          fake.knowAfterALook(metainfo);
        });

    assertThat(world.terminal().client(client).run("show", link)).isZero();
    assertThat(world.out())
        .contains("\r\u001b[KSome name: metadata 12 of 34 pieces, 3 peers\r\u001b[Kwater\n");
  }

  @Test
  void showsTheLinkItselfWithoutAskingAnybody() {
    assertThat(world.run("show", link, "--link")).isZero();
    assertThat(world.out())
        .isEqualTo(
            "name       Some name\ninfo-hash  %s\npeer       127.0.0.1:7\n"
                .formatted(metainfo.infoHash()));
  }

  @Test
  void asksNobodyWhoIsFilteredOut() throws IOException {
    Path list = Files.writeString(home.resolve("list"), "10.0.0.0/8\n");
    FakeClient client = client((fake, _) -> fake.know(metainfo));

    assertThat(world.client(client).run("show", link, "--ip-filter", list.toString())).isZero();
    assertThat(world.started.getFirst().blocked().count()).isEqualTo(1);
  }

  @Test
  void givesUpAfterItsTime() {
    FakeClient client =
        client((fake, request) ->
            fake.show(
                Views.view()
                    .of(request.infoHash(), "Some name")
                    .metadata(0, 1)
                    .peers(2, 0)
                    .build()));

    assertThat(world.client(client).run("show", link, "--timeout", "0s")).isEqualTo(1);
    assertThat(world.errors())
        .isEqualTo(
            "sluice: no metadata of Some name within 0 s: the peers that were reached do not have"
                + " it; name a peer with --peer, or wait longer with --timeout\n");
  }

  @Test
  void saysWhyTheMetadataIsOfNoUse() {
    FakeClient client =
        client((fake, request) ->
            fake.show(Views.view().of(request.infoHash(), "x").failed("It is damaged.").build()));

    assertThat(world.client(client).run("show", link)).isEqualTo(1);
    assertThat(world.errors()).isEqualTo("sluice: It is damaged.\n");
  }

  @Test
  void endsWith130WhenTheUserStopsIt() {
    FakeClient client = client((_, _) -> world.stop.orElseThrow().run());

    assertThat(world.client(client).run("show", link)).isEqualTo(130);
    assertThat(world.out() + world.errors()).isEmpty();
    assertThat(client.isClosed()).isTrue();
  }
}
