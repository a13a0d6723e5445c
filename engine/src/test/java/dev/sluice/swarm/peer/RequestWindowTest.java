package dev.sluice.swarm.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RequestWindowTest {
  private static final int BLOCK = 16 * 1024;
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final RequestWindow window = new RequestWindow();

  /**
   * A peer that answers in order, at a rate and after a round trip, for a window that is kept full.
   */
  private static final class Line {
    private final RequestWindow window;
    private final ArrayDeque<Long> askedNanos = new ArrayDeque<>();
    private long roundTripNanos;
    private long bytesPerSecond;
    private long nowNanos;
    private long freeNanos;

    Line(RequestWindow window, long roundTripNanos, long bytesPerSecond) {
      this.window = window;
      this.roundTripNanos = roundTripNanos;
      this.bytesPerSecond = bytesPerSecond;
      ask();
    }

    private void ask() {
      while (askedNanos.size() < window.blocks()) {
        askedNanos.add(nowNanos);
      }
    }

    /** Lets the peer answer until the given moment; returns how many blocks came. */
    int runUntil(long endNanos) {
      int blocks = 0;
      while (true) {
        long asked = askedNanos.peek();
        long sendNanos = BLOCK * SECOND / bytesPerSecond;
        long arrives = Math.max(freeNanos, asked + roundTripNanos) + sendNanos;
        if (arrives > endNanos) {
          return blocks;
        }
        askedNanos.remove();
        freeNanos = arrives;
        nowNanos = arrives;
        window.onBlock(nowNanos, nowNanos - asked, BLOCK);
        ask();
        blocks++;
      }
    }
  }

  @Test
  void beginsWithAFewBlocks() {
    assertThat(window.blocks()).isBetween(2, 8);
  }

  @Test
  void reachesHundredsWithinATenthOfASecondOnAFastLine() {
    Line loopback = new Line(window, MILLI / 5, 600_000_000);

    loopback.runUntil(100 * MILLI);

    assertThat(window.blocks()).isGreaterThanOrEqualTo(400);
  }

  @Test
  void keepsALongFatLineBusy() {
    Line line = new Line(window, 200 * MILLI, 12_500_000);
    line.runUntil(5 * SECOND);

    int blocks = line.runUntil(15 * SECOND);

    assertThat(blocks * (long) BLOCK).isGreaterThan(122_000_000);
  }

  @Test
  void holdsWhatAPeerSendsInItsRoundTripAndTwoSeconds() {
    Line line = new Line(window, 50 * MILLI, 1_000_000);

    line.runUntil(60 * SECOND);

    assertThat(window.blocks()).isBetween(115, 140);
  }

  @Test
  void asksASlowPeerForFewBlocks() {
    Line line = new Line(window, 50 * MILLI, 8_000);

    line.runUntil(120 * SECOND);

    assertThat(window.blocks()).isBetween(2, 3);
  }

  @Test
  void followsARateThatFallsAndRises() {
    Line line = new Line(window, 50 * MILLI, 2_000_000);
    line.runUntil(30 * SECOND);
    line.bytesPerSecond = 50_000;
    line.runUntil(180 * SECOND);
    assertThat(window.blocks()).isBetween(4, 9);

    line.bytesPerSecond = 2_000_000;
    line.runUntil(240 * SECOND);

    assertThat(window.blocks()).isGreaterThan(200);
  }

  @Test
  void asksForNoMoreThanThePeerQueues() {
    window.limitTo(30);
    new Line(window, MILLI, 600_000_000).runUntil(SECOND);
    assertThat(window.blocks()).isEqualTo(30);

    window.limitTo(1_000_000);
    assertThat(window.blocks()).isEqualTo(RequestWindow.MAX_BLOCKS);

    window.limitTo(0);
    assertThat(window.blocks()).isEqualTo(1);
  }

  @Nested
  class WhenThePeerIsSilent {
    @Test
    void waitsTwentySecondsForTheFirstBlock() {
      assertThat(window.isOverdue(20 * SECOND, 0)).isFalse();
      assertThat(window.isOverdue(20 * SECOND + 1, 0)).isTrue();
    }

    @Test
    void doesNotCountTheTimeInWhichWeCouldNotHaveHeardTheFirstBlock() {
      window.onExcused(30 * SECOND);

      assertThat(window.isOverdue(50 * SECOND, 0)).isFalse();
      assertThat(window.isOverdue(50 * SECOND + 1, 0)).isTrue();
    }

    @Test
    void waitsTenSecondsForAFastPeer() {
      Line line = new Line(window, MILLI, 10_000_000);
      line.runUntil(10 * SECOND);

      assertThat(window.timeoutNanos()).isEqualTo(10 * SECOND);
      assertThat(window.isOverdue(19 * SECOND, 9 * SECOND)).isFalse();
      assertThat(window.isOverdue(21 * SECOND, 9 * SECOND)).isTrue();
    }

    @Test
    void doesNotBlameAPeerThatHadNothingToAnswer() {
      Line line = new Line(window, MILLI, 10_000_000);
      line.runUntil(10 * SECOND);

      assertThat(window.isOverdue(1000 * SECOND, 999 * SECOND)).isFalse();
    }

    @Test
    void waitsLongerForASlowPeerButNeverMoreThanAMinute() {
      Line slow = new Line(window, MILLI, 2_000);
      slow.runUntil(200 * SECOND);
      assertThat(window.timeoutNanos()).isBetween(8 * SECOND, 30 * SECOND);

      slow.bytesPerSecond = 100;
      slow.runUntil(2_000 * SECOND);

      assertThat(window.timeoutNanos()).isEqualTo(60 * SECOND);
    }

    @Test
    void asksForOneBlockAfterATimeoutAndForMoreWhenItAnswers() {
      Line line = new Line(window, MILLI, 10_000_000);
      line.runUntil(10 * SECOND);

      window.onTimeout(13 * SECOND);
      assertThat(window.blocks()).isEqualTo(1);

      window.onBlock(14 * SECOND, SECOND, BLOCK);
      assertThat(window.blocks()).isEqualTo(2);
    }
  }
}
