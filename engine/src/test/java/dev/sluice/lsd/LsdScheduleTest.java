package dev.sluice.lsd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.InfoHash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LsdScheduleTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
  private static final InfoHash ANN = torrent(1);
  private static final InfoHash BOB = torrent(2);

  /** Near the end of what a clock can show: it may have any origin. */
  private static final long START = Long.MAX_VALUE - 30 * SECOND;

  private final LsdSchedule schedule = new LsdSchedule();

  private static InfoHash torrent(int number) {
    return InfoHash.parseHex("%040x".formatted(number));
  }

  @Test
  void announcesATorrentAtOnceAndThenEveryFiveMinutes() {
    schedule.add(ANN, START);

    List<Long> announced = new ArrayList<>();
    for (long second = 0; second <= 900; second++) {
      if (!schedule.next(START + second * SECOND).isEmpty()) {
        announced.add(second);
      }
    }

    assertThat(announced).containsExactly(0L, 300L, 600L, 900L);
  }

  @Test
  void announcesTogetherWhatIsDueTogether() {
    schedule.add(ANN, START);
    schedule.add(BOB, START);

    assertThat(schedule.next(START)).containsExactly(ANN, BOB);
    assertThat(schedule.next(START)).isEmpty();
  }

  @Test
  void isNotMadeToRepeatItselfByAddingAgain() {
    schedule.add(ANN, START);
    schedule.next(START);

    schedule.add(ANN, START + SECOND);

    assertThat(schedule.next(START + SECOND)).isEmpty();
  }

  @Test
  void announcesNoMoreWhatWasRemoved() {
    schedule.add(ANN, START);
    schedule.remove(ANN);

    assertThat(schedule.next(START)).isEmpty();
    assertThat(schedule.contains(ANN)).isFalse();
  }

  @Test
  void sendsOneDatagramAMinuteHoweverManyTorrentsThereAre() {
    for (int i = 0; i < 1_000; i++) {
      schedule.add(torrent(i), START);
    }
    Map<InfoHash, Long> last = new HashMap<>();
    int datagrams = 0;

    for (long nowNanos = START; nowNanos - START < 60 * MINUTE; nowNanos += SECOND) {
      List<InfoHash> due = schedule.next(nowNanos);
      datagrams += due.isEmpty() ? 0 : 1;
      for (InfoHash torrent : due) {
        Long before = last.put(torrent, nowNanos);
        assertThat(before == null || nowNanos - before >= 5 * MINUTE).isTrue();
      }
      assertThat(due).hasSizeLessThanOrEqualTo(LsdAnnounce.MAX_TORRENTS);
    }

    assertThat(datagrams).isBetween(59, 60 + LsdSchedule.MAX_BURST);
    assertThat(last).hasSize(1_000);
  }

  @Test
  void letsAFewTorrentsAddedOneAfterTheOtherBeKnownAtOnce() {
    int announced = 0;
    for (int i = 0; i < 10; i++) {
      schedule.add(torrent(i), START + i * SECOND);
      announced += schedule.next(START + i * SECOND).size();
    }

    assertThat(announced).isEqualTo(LsdSchedule.MAX_BURST);
    assertThat(schedule.next(START + MINUTE)).hasSize(10 - LsdSchedule.MAX_BURST);
  }
}
