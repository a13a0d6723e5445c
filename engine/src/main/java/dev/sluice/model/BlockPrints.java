package dev.sluice.model;

/**
 * Short digests of the blocks of one copy of a piece: they tell in which blocks two copies differ.
 * 64 bits of a cryptographic digest are kept: nobody finds another block to fit them.
 */
public final class BlockPrints {
  private final long[] prints;

  private BlockPrints(long[] prints) {
    this.prints = prints;
  }

  /**
   * Returns the prints of a copy.
   *
   * @param prints one for each block, in order
   */
  public static BlockPrints of(long... prints) {
    return new BlockPrints(prints.clone());
  }

  public int blockCount() {
    return prints.length;
  }

  /** Returns whether a block, which both copies must have, is another one there. */
  public boolean differsIn(int blockIndex, BlockPrints other) {
    return prints[blockIndex] != other.prints[blockIndex];
  }
}
