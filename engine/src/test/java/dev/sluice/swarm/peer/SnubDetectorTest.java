package dev.sluice.swarm.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SnubDetectorTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final SnubDetector snub = new SnubDetector();

  @Test
  void aPeerThatWasNeverAskedSnubsNobody() {
    assertThat(snub.isSnubbed(1000 * SECOND)).isFalse();
    assertThat(snub.isHopeless(1000 * SECOND)).isFalse();
  }

  @Test
  void snubsAfterAMinuteAndIsHopelessAfterThree() {
    snub.onRequest(5 * SECOND);

    assertThat(snub.isSnubbed(65 * SECOND - 1)).isFalse();
    assertThat(snub.isSnubbed(65 * SECOND)).isTrue();
    assertThat(snub.isHopeless(185 * SECOND - 1)).isFalse();
    assertThat(snub.isHopeless(185 * SECOND)).isTrue();
  }

  @Test
  void askingAgainDoesNotExcuseIt() {
    snub.onRequest(0);
    snub.onRequest(59 * SECOND);

    assertThat(snub.isSnubbed(60 * SECOND)).isTrue();
  }

  @Test
  void recoversWithTheFirstBlock() {
    snub.onRequest(0);
    assertThat(snub.isSnubbed(61 * SECOND)).isTrue();

    snub.onBlock(61 * SECOND);

    assertThat(snub.isSnubbed(62 * SECOND)).isFalse();
    assertThat(snub.isSnubbed(121 * SECOND)).isTrue();
  }

  @Test
  void owesNothingWhileItChokesUs() {
    snub.onRequest(0);
    snub.onChoked();
    assertThat(snub.isSnubbed(100 * SECOND)).isFalse();

    snub.onRequest(100 * SECOND);

    assertThat(snub.isSnubbed(159 * SECOND)).isFalse();
    assertThat(snub.isSnubbed(160 * SECOND)).isTrue();
  }

  @Test
  void stillOwesWhatTimedOutThoughOthersGaveIt() {
    snub.onRequest(0);
    snub.onTimeout();
    assertThat(snub.isLate()).isTrue();

    snub.onNothingOwed();

    assertThat(snub.isSnubbed(60 * SECOND)).isTrue();
  }

  @Test
  void isLateNoMoreWithTheNextBlock() {
    snub.onRequest(0);
    snub.onTimeout();

    snub.onBlock(20 * SECOND);
    snub.onNothingOwed();

    assertThat(snub.isLate()).isFalse();
    assertThat(snub.isSnubbed(100 * SECOND)).isFalse();
  }

  @Test
  void owesNothingWhenAllHasCome() {
    snub.onRequest(0);
    snub.onBlock(SECOND);
    snub.onNothingOwed();

    assertThat(snub.isSnubbed(100 * SECOND)).isFalse();
  }
}
