package dev.sluice.storage;

/**
 * What the disk is doing, for back-pressure displays.
 *
 * @param queuedBlocks blocks handed over and not yet written
 * @param averageWriteNanos moving average of the time one flush takes; 0 before the first
 * @param flushThresholdBlocks how many neighbouring blocks are gathered before they are written, on
 *     all lanes together
 */
public record StorageMetrics(int queuedBlocks, long averageWriteNanos, int flushThresholdBlocks) {
  /**
   * Returns whether blocks wait for the disk, and so peers for us: more than is gathered anyway.
   */
  public boolean isCongested() {
    return queuedBlocks > 2 * flushThresholdBlocks;
  }
}
