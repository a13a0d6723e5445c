package dev.sluice.swarm.choking;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UploadSlotsTest {
  private static final long SHARE = UploadSlots.SHARE_BYTES_PER_SECOND;

  private final UploadSlots slots = UploadSlots.automatic();
  private long nowNanos = Long.MAX_VALUE - 1_000_000_000; // clocks may wrap
  private long sentBytes;

  /** Lets rounds pass in which each slot brings so much, but all not more than the line carries. */
  private int countAfter(int rounds, long perSlot, long line) {
    for (int i = 0; i < rounds; i++) {
      slots.onRound(Math.min(line, perSlot * (slots.count() + 1)), true);
    }
    return slots.count();
  }

  @Test
  void aFixedNumberStays() {
    UploadSlots fixed = UploadSlots.fixed(7);

    for (int i = 0; i < 100; i++) {
      fixed.onRound(1000 * i, true);
    }

    assertThat(fixed.count()).isEqualTo(7);
  }

  @Test
  void fourAreEnoughForALineTheyFill() {
    for (int round = 0; round < 100; round++) {
      assertThat(countAfter(1, 100_000, 300_000)).isBetween(4, 5);
    }
  }

  @Test
  void theyGrowUntilTheLineIsFull() {
    assertThat(countAfter(60, 100_000, 2_000_000)).isBetween(19, 22);
  }

  @Test
  void theyGrowFasterTheLongerItPays() {
    assertThat(countAfter(7, 100_000, Long.MAX_VALUE)).isEqualTo(4 + 1 + 2 + 4 + 8 + 16 + 32 + 64);
  }

  @Test
  void theyStayBelowTheirBound() {
    assertThat(countAfter(200, 100_000, Long.MAX_VALUE)).isEqualTo(UploadSlots.MAX_AUTOMATIC);
  }

  /** Lets seconds pass in which so much is sent, looking four times a second. */
  private int countAfterSending(double seconds, long bytesPerSecond) {
    for (int i = 0; i < 4 * seconds; i++) {
      nowNanos += 250_000_000;
      sentBytes += bytesPerSecond / 4;
      slots.onSent(sentBytes, nowNanos);
    }
    return slots.count();
  }

  @Test
  void fourAreEnoughForALineOfOneMebibyteASecond() {
    assertThat(countAfterSending(60, 1024 * 1024)).isEqualTo(UploadSlots.USUAL);
  }

  @Test
  void aFastNetworkOpensThemToEverybodyWithinHalfASecond() {
    assertThat(countAfterSending(0.5, 500 * 1024 * 1024)).isEqualTo(UploadSlots.MAX_AUTOMATIC);
  }

  @Test
  void theyRiseWhereEachGetsTwoSharesAndFallWhereItGetsLessThanOne() {
    assertThat(countAfterSending(0.5, 20 * SHARE)).isEqualTo(10);
    slots.onRound(11 * SHARE, false);
    assertThat(slots.count()).isEqualTo(10);

    slots.onRound(7 * SHARE, false);

    assertThat(slots.count()).isEqualTo(7);
  }

  @Test
  void aFixedNumberStaysWhateverIsSent() {
    UploadSlots fixed = UploadSlots.fixed(7);

    for (int i = 1; i < 100; i++) {
      assertThat(fixed.onSent(i * 1_000_000_000L, i * 1_000_000_000L)).isFalse();
    }

    assertThat(fixed.count()).isEqualTo(7);
  }

  @Test
  void aSlotThatBringsNothingIsTakenBackAndNotTriedAgainSoon() {
    int tried = 0;
    for (int round = 0; round < 70; round++) {
      tried += countAfter(1, 100_000, 300_000) == 5 ? 1 : 0;
    }

    assertThat(tried).isBetween(8, 10);
  }

  @Test
  void theyGoBackWhenFewWantThem() {
    assertThat(countAfter(60, 100_000, 2_000_000)).isGreaterThan(10);

    for (int round = 0; round < 60; round++) {
      slots.onRound(100_000, false);
    }

    assertThat(slots.count()).isEqualTo(UploadSlots.USUAL);
  }
}
