package dev.sluice.storage;

import java.util.concurrent.TimeUnit;

/**
 * Decides how many blocks are gathered before they are written: many while the disk is quick, so
 * that neighbours travel together; few when it is slow, so that its slowness is felt early instead
 * of filling the memory.
 *
 * <pre>
 *   average over 100 ms   halve    not under 5 pieces' worth, or one batch where that is too much
 *   average under 10 ms   double   not over 50 pieces' worth, nor over the budget
 * </pre>
 *
 * <p>A plain object without clock; owned by one lane.
 */
final class FlushThreshold {
  /** What one gathering write takes, in blocks: 256 KiB. */
  static final int BATCH_BLOCKS = 16;

  private static final int MIN_PIECES = 5;
  private static final int FIRST_PIECES = 10;
  private static final int MAX_PIECES = 50;
  private static final long SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long QUICK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /** A flush weighs a fifth: the average follows within a few flushes and ignores one hiccup. */
  private static final int AVERAGE_WEIGHT = 5;

  private final int minBlocks;
  private final int maxBlocks;
  private int blocks;
  private long averageNanos;

  /**
   * @param pieceBlocks blocks of one piece, at least 1
   * @param budgetBlocks what may ever be gathered, at least 1
   */
  FlushThreshold(int pieceBlocks, int budgetBlocks) {
    this.maxBlocks =
        clamp((long) MAX_PIECES * pieceBlocks, Math.min(BATCH_BLOCKS, budgetBlocks), budgetBlocks);
    long fewPieces = (long) MIN_PIECES * pieceBlocks;
    this.minBlocks =
        clamp(
            fewPieces <= budgetBlocks ? Math.max(fewPieces, BATCH_BLOCKS) : BATCH_BLOCKS,
            1,
            maxBlocks);
    this.blocks = clamp((long) FIRST_PIECES * pieceBlocks, minBlocks, maxBlocks);
  }

  /** Learns how long a flush took and adjusts the threshold. */
  void onFlushed(long nanos) {
    averageNanos =
        averageNanos == 0 ? nanos : averageNanos + (nanos - averageNanos) / AVERAGE_WEIGHT;
    if (averageNanos > SLOW_NANOS) {
      blocks = Math.max(minBlocks, blocks / 2);
    } else if (averageNanos < QUICK_NANOS) {
      blocks = Math.min(maxBlocks, blocks * 2);
    }
  }

  /** Returns how many gathered blocks are to be written. */
  int blocks() {
    return blocks;
  }

  /** Returns the moving average of the time that a flush takes, 0 before the first. */
  long averageNanos() {
    return averageNanos;
  }

  private static int clamp(long value, int min, int max) {
    return (int) Math.max(min, Math.min(max, value));
  }
}
