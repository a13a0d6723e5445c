package dev.sluice.mobile;

import static dev.sluice.api.TorrentState.DOWNLOADING;
import static dev.sluice.api.TorrentState.FAILED;
import static dev.sluice.api.TorrentState.PAUSED;
import static dev.sluice.api.TorrentState.SEEDING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.BackpressureMetrics;
import dev.sluice.api.HeldBackBy;
import dev.sluice.api.RateLimits;
import dev.sluice.api.TorrentState;
import dev.sluice.api.TorrentView;
import dev.sluice.mobile.Notices.Notice;
import dev.sluice.model.InfoHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NoticesTest {
  private static final InfoHash TORRENT = InfoHash.parseHex("0123456789".repeat(4));
  private static final long SECOND_NANOS = 1_000_000_000;

  private final Notices notices = new Notices();

  private static TorrentView view(TorrentState state, long doneBytes) {
    return new TorrentView(
        TORRENT,
        "film",
        state,
        state == FAILED ? Optional.of("the disk is full") : Optional.empty(),
        Optional.empty(),
        1_000_000,
        doneBytes,
        1,
        0,
        0,
        doneBytes,
        0,
        0,
        List.of(),
        0,
        List.of(),
        RateLimits.NONE,
        new BackpressureMetrics(0, 20, 0, 0, 0, HeldBackBy.NOTHING));
  }

  /** Shows the same view until there is nothing to tell of it. */
  private List<Notice> all(TorrentView view, long fromNanos) {
    List<Notice> told = new ArrayList<>();
    long nowNanos = fromNanos;
    for (Optional<Notice> next = notices.next(view, nowNanos);
        next.isPresent();
        next = notices.next(view, nowNanos)) {
      told.add(next.get());
      nowNanos += Notices.PAUSE_NANOS;
    }
    return told;
  }

  @Test
  void tellsTheFirstStateAndThenOnlyWhatMoves() {
    assertThat(all(view(DOWNLOADING, 0), 0)).hasExactlyElementsOfTypes(Notice.Changed.class);
    assertThat(all(view(DOWNLOADING, 0), SECOND_NANOS)).isEmpty();
    assertThat(all(view(DOWNLOADING, 16_384), 2 * SECOND_NANOS))
        .hasExactlyElementsOfTypes(Notice.Progressed.class);
  }

  @Test
  void tellsAtMostFiveThingsASecondHoweverOftenItLooks() {
    int told = 0;
    for (int millis = 0; millis < 1_000; millis++) {
      TorrentState state = millis % 2 == 0 ? DOWNLOADING : SEEDING;
      told += notices.next(view(state, millis), millis * 1_000_000L).isPresent() ? 1 : 0;
    }
    assertThat(told).isEqualTo(5);
  }

  @Test
  void tellsOnceThatATorrentIsFinished() {
    assertThat(all(view(SEEDING, 1_000_000), 0))
        .contains(new Notice.Finished(TORRENT.toHex()))
        .hasExactlyElementsOfTypes(Notice.Changed.class, Notice.Finished.class);
    assertThat(all(view(SEEDING, 1_000_000), SECOND_NANOS)).isEmpty();
  }

  @Test
  void tellsAFinishNoSecondTimeWhenTheTorrentHasOnlyRested() {
    all(view(SEEDING, 1_000_000), 0);
    all(view(PAUSED, 1_000_000), SECOND_NANOS);

    assertThat(all(view(SEEDING, 1_000_000), 2 * SECOND_NANOS))
        .hasExactlyElementsOfTypes(Notice.Changed.class);
  }

  @Test
  void tellsAFinishAgainOfWhatWasLostAndFetched() {
    all(view(SEEDING, 1_000_000), 0);
    all(view(DOWNLOADING, 900_000), SECOND_NANOS);

    assertThat(all(view(SEEDING, 1_000_000), 2 * SECOND_NANOS))
        .contains(new Notice.Finished(TORRENT.toHex()));
  }

  @Test
  void tellsWhyATorrentHasFailed() {
    assertThat(all(view(FAILED, 0), 0))
        .contains(new Notice.Failed(TORRENT.toHex(), "the disk is full"));
  }

  @Test
  void knowsNothingOfATorrentThatWasForgotten() {
    all(view(DOWNLOADING, 0), 0);
    notices.forget(TORRENT.toHex());
    assertThat(all(view(DOWNLOADING, 0), SECOND_NANOS))
        .hasExactlyElementsOfTypes(Notice.Changed.class);
  }
}
