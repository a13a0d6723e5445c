package dev.sluice.bencode;

/**
 * What a decoder may spend on bytes from strangers.
 *
 * @param maxDepth lists and dictionaries within one another, at least 1
 * @param maxItems values together, keys not counted, at least 1
 * @param maxBytes length of the input
 */
public record BencodeLimits(int maxDepth, int maxItems, int maxBytes) {
  /**
   * For .torrent files and metadata: 64 MiB holds the hashes of 3 million pieces, and 2 million
   * values the entries of 400,000 files, in less than 200 MB of memory.
   */
  public static final BencodeLimits FILE = new BencodeLimits(100, 2_000_000, 64 << 20);

  /**
   * For messages of peers, trackers and DHT nodes: a megabyte as trackers send at most, and values
   * for a few thousand peers that are written as dictionaries.
   */
  public static final BencodeLimits MESSAGE = new BencodeLimits(32, 50_000, 1 << 20);

  public BencodeLimits {
    if (maxDepth < 1 || maxItems < 1 || maxBytes < 0) {
      throw new IllegalArgumentException("limits allow nothing");
    }
  }
}
