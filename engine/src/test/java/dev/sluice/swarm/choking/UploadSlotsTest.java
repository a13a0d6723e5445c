package dev.sluice.swarm.choking;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UploadSlotsTest {
  private final UploadSlots slots = UploadSlots.automatic();

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
    assertThat(countAfter(60, 100_000, 2_000_000)).isBetween(19, 21);
  }

  @Test
  void theyStayBelowTheirBound() {
    assertThat(countAfter(200, 100_000, Long.MAX_VALUE)).isEqualTo(UploadSlots.MAX_AUTOMATIC);
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
