package dev.sluice.dht.krpc;

import dev.sluice.bencode.BString;
import dev.sluice.model.Bep;

/**
 * How many peers of a torrent a node knows (BEP 33).
 *
 * @param seeds those that have everything, as a {@link BloomFilter} of 256 bytes
 * @param peers the others, likewise
 */
@Bep(33)
public record Scrape(BString seeds, BString peers) {
  public Scrape {
    if (seeds.length() != BloomFilter.BYTES || peers.length() != BloomFilter.BYTES) {
      throw new IllegalArgumentException("a filter has 256 bytes");
    }
  }
}
