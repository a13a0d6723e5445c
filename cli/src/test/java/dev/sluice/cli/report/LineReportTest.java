package dev.sluice.cli.report;

import static dev.sluice.cli.report.Views.MIB;
import static dev.sluice.cli.report.Views.view;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.HeldBackBy;
import dev.sluice.api.TorrentState;
import dev.sluice.api.TorrentView;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineReportTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private final Report report = new LineReport(out, out, 0);

  private void progress(int millis, TorrentView torrent) {
    report.progressed(List.of(torrent), Duration.ofMillis(millis).toNanos());
  }

  private String written() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void tellsHowFarItIsEveryFiveSeconds() {
    TorrentView half = view().bytes(331 * MIB, 776 * MIB).rates(10 * MIB, 0).peers(3, 1).build();

    for (int millis = 0; millis < 11_000; millis += 250) {
      progress(millis, half);
    }

    String line =
        "debian-13.1.0-amd64-netinst.iso: 42.6%, 331 MiB of 776 MiB, down 10 MiB/s, up 0 B/s,"
            + " 45 s left, 3 peers\n";
    assertThat(written()).isEqualTo(line + line);
  }

  @Test
  void saysWhatHoldsItBack() {
    progress(5_000, view().heldBackBy(HeldBackBy.NO_PEERS).build());

    assertThat(written()).endsWith("0 peers, no peers yet: no tracker to ask\n");
  }

  @Test
  void saysHowFarTheMetadataIs() {
    progress(5_000, view().metadata(12, 34).peers(3, 0).build());
    progress(10_000, view().state(TorrentState.FETCHING_METADATA).peers(0, 2).build());

    assertThat(written())
        .contains("netinst.iso: metadata 12 of 34 pieces, 3 peers\n")
        .endsWith("netinst.iso: metadata not found yet, no peers yet: trying 2 known peers\n");
  }

  @Test
  void saysHowFarACheckIsAndWhatASeedHasSent() {
    progress(5_000, view().checked(0.25).build());
    progress(10_000, view().state(TorrentState.SEEDING).uploaded(MIB).build());

    assertThat(written())
        .contains("netinst.iso: checking, 25.0%\n")
        .endsWith("netinst.iso: complete, up 0 B/s, 0 peers, sent 1 MiB\n");
  }
}
