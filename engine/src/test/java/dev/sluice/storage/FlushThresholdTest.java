package dev.sluice.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlushThresholdTest {
  private static final long SLOW = TimeUnit.MILLISECONDS.toNanos(101);
  private static final long FAIR = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long QUICK = TimeUnit.MILLISECONDS.toNanos(9);

  @ParameterizedTest
  @CsvSource({
    // blocks a piece, budget, first, lowest, highest
    "16, 100000, 160,  80, 800",
    " 1, 100000,  16,  16,  50",
    "16,    300, 160,  80, 300",
    "64,    512, 512, 320, 512",
    "64,    256, 256,  16, 256",
    "1024,  512, 512,  16, 512",
    "1024,    4,   4,   4,   4",
  })
  void staysBetweenFivePiecesAndFiftyAsFarAsMemoryAllows(
      int pieceBlocks, int budget, int first, int lowest, int highest) {
    FlushThreshold threshold = new FlushThreshold(pieceBlocks, budget);
    assertThat(threshold.blocks()).isEqualTo(first);

    flush(threshold, QUICK, 20);
    assertThat(threshold.blocks()).isEqualTo(highest);

    flush(threshold, SLOW * 10, 40);
    assertThat(threshold.blocks()).isEqualTo(lowest);
  }

  @Test
  void halvesAndDoublesByTheAverage() {
    FlushThreshold threshold = new FlushThreshold(16, 100_000);

    threshold.onFlushed(QUICK);
    assertThat(threshold.blocks()).isEqualTo(320);
    threshold.onFlushed(FAIR);
    assertThat(threshold.averageNanos()).isEqualTo(QUICK + (FAIR - QUICK) / 5);
    assertThat(threshold.blocks()).isEqualTo(320);
    threshold.onFlushed(SLOW * 6);
    assertThat(threshold.blocks()).isEqualTo(160);
  }

  @Test
  void forgivesOneSlowFlush() {
    FlushThreshold threshold = new FlushThreshold(16, 100_000);
    flush(threshold, FAIR, 5);

    threshold.onFlushed(2 * SLOW);

    assertThat(threshold.blocks()).isEqualTo(160);
  }

  private static void flush(FlushThreshold threshold, long nanos, int times) {
    for (int i = 0; i < times; i++) {
      threshold.onFlushed(nanos);
    }
  }
}
