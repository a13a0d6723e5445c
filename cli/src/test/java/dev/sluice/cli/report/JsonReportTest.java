package dev.sluice.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.PeerSource;
import dev.sluice.api.TorrentState;
import dev.sluice.api.TorrentView;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonReportTest {
  private static final long SECOND = 1_000_000_000;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final JsonReport report =
      new JsonReport(new PrintStream(out), new PrintStream(PrintStream.nullOutputStream()), 0);

  private int linesAfter(TorrentView... views) {
    for (int i = 0; i < views.length; i++) {
      report.progressed(List.of(views[i]), i * SECOND);
    }
    return (int) out.toString(StandardCharsets.UTF_8).lines().count();
  }

  @Test
  void tellsOfADownloadEverySecond() {
    TorrentView view = Views.view().build();

    assertThat(linesAfter(view, view, view)).isEqualTo(3);
  }

  @Test
  void tellsHowManyPeersEachSourceHasBrought() {
    linesAfter(Views.view().peers(3, 7).from(PeerSource.PEX, PeerSource.INCOMING).build());

    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains(
            "\"peers\":3,\"peer_sources\":{\"incoming\":1,\"pex\":1,\"tracker\":1},\"peer_carriers\":{\"tcp\":3},");
  }

  @Test
  void tellsHowFarTheMetadataIs() {
    report.progressed(List.of(Views.view().metadata(12, 34).build()), SECOND);

    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains(
            "\"state\":\"fetching_metadata\"", "\"metadata_received\":12,\"metadata_pieces\":34");
  }

  @Test
  void tellsOfASeedOnlyWhatIsNew() {
    Views seeding = Views.view().state(TorrentState.SEEDING);
    TorrentView idle = seeding.build();
    TorrentView busy = seeding.uploaded(5).build();

    assertThat(linesAfter(idle, idle, busy, busy, idle)).isEqualTo(3);
  }
}
