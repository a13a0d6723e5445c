package dev.sluice.storage;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Knows whether what is uploaded comes out of memory just now, or from a disk that lets readers
 * wait: by how long the reads before took. One slow read is enough to think the disk cold; it is
 * believed to be warm again when as many reads in a row as {@link #WARM_READS} were quick.
 *
 * <p>A plain object without clock. Any thread may call.
 */
final class ReadPace {
  /**
   * A batch of sixteen blocks takes 0.05 ms out of the page cache, and 5 ms and more from a disk
   * that turns. What lies between (a solid disk, a thread that lost its processor) may be taken for
   * either.
   */
  static final long SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** So that of the reads of a cold file one in this many is waited for in the wrong place. */
  static final int WARM_READS = 32;

  private final AtomicInteger missingQuickReads = new AtomicInteger();

  /** A read of at most sixteen blocks took so long, the wait for a thread not counted. */
  void took(long nanos) {
    if (nanos > SLOW_NANOS) {
      missingQuickReads.set(WARM_READS);
    } else if (missingQuickReads.get() > 0) {
      missingQuickReads.decrementAndGet();
    }
  }

  /** Returns whether the next read is likely to be quick. */
  boolean isQuick() {
    return missingQuickReads.get() <= 0;
  }
}
