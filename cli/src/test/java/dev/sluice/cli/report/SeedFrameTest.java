package dev.sluice.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.HeldBackBy;
import dev.sluice.api.TorrentState;
import dev.sluice.api.TorrentView;
import dev.sluice.model.InfoHash;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeedFrameTest {
  private static final Look PLAIN = new Look(false, false);

  private static Views seeding(String name) {
    return Views.view().of(new InfoHash(1, 2, name.hashCode()), name).state(TorrentState.SEEDING);
  }

  private static final List<TorrentView> THREE =
      List.of(
          seeding("idle").build(),
          seeding("busy").rates(0, 3 * Views.MIB).uploaded(5 * Views.MIB).peers(1, 0).build(),
          seeding("being checked").checked(0.42).build());

  private static String text(int columns, int rows, List<TorrentView> torrents) {
    return new SeedFrame(PLAIN, new TerminalSize(columns, rows))
        .lines(torrents).stream().map(ScreenLine::toString).collect(Collectors.joining("\n"));
  }

  @Test
  void showsTheBusiestFirstAndTheSumLast() {
    assertThat(text(73, 24, THREE))
        .isEqualTo(
            """
            busy                                   3 MiB/s     1 peer     sent 5 MiB
            idle                                     0 B/s    0 peers       sent 0 B
            being checked                   checking 42.0%    0 peers       sent 0 B
            seeding 2 of 3 torrents                3 MiB/s     1 peer     sent 5 MiB\
            """);
  }

  @Test
  void saysBelowThatALimitHoldsItBack() {
    TorrentView limited = seeding("busy").heldBackBy(HeldBackBy.UPLOAD_LIMIT).build();

    assertThat(text(73, 24, List.of(limited)).lines().toList())
        .hasSize(2)
        .last()
        .isEqualTo("held by your upload limit");
    assertThat(text(73, 2, List.of(limited)).lines()).hasSize(1);
  }

  @Test
  void leavesTheIdleOutWhenRowsAreShort() {
    assertThat(text(73, 3, THREE).lines().map(line -> line.split(" {2,}")[0]))
        .containsExactly("busy", "seeding 2 of 3 torrents");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 10, 20, 30, 40, 50, 60, 200})
  void neverWrapsALine(int columns) {
    assertThat(new SeedFrame(PLAIN, new TerminalSize(columns, 24)).lines(THREE))
        .allMatch(line -> line.width() < columns);
  }
}
