package dev.sluice.dht.krpc;

import dev.sluice.bencode.BString;
import dev.sluice.dht.node.Sha1;
import dev.sluice.model.Bep;
import java.net.InetAddress;
import java.util.BitSet;

/**
 * A set of addresses in 256 bytes, of which one can only say how large it is, and unite it with
 * others (BEP 33). Its estimate is good to about 6,000. Owned by whoever made it.
 */
@Bep(33)
public final class BloomFilter {
  /** Length in bytes. */
  public static final int BYTES = 256;

  private static final int BITS = 8 * BYTES;
  private static final int HASHES = 2;

  private final BitSet bits = new BitSet(BITS);

  /** Holds nothing. */
  public BloomFilter() {}

  /**
   * Returns the filter that {@code bytes} says.
   *
   * @throws IllegalArgumentException unless it has exactly {@link #BYTES}
   */
  public static BloomFilter of(BString bytes) {
    if (bytes.length() != BYTES) {
      throw new IllegalArgumentException("a filter has 256 bytes, not " + bytes.length());
    }
    BloomFilter filter = new BloomFilter();
    filter.bits.or(BitSet.valueOf(bytes.toBytes()));
    return filter;
  }

  /** Adds an address. */
  public void add(InetAddress ip) {
    byte[] hash = Sha1.of(ip.getAddress());
    for (int i = 0; i < HASHES; i++) {
      bits.set((hash[2 * i] & 0xff | (hash[2 * i + 1] & 0xff) << 8) % BITS);
    }
  }

  /** Adds whatever {@code other} holds. */
  public void addAll(BloomFilter other) {
    bits.or(other.bits);
  }

  /** Returns about how many addresses were added. */
  public double estimate() {
    double zeros = Math.min(BITS - 1, BITS - bits.cardinality());
    return Math.log(Math.max(zeros, 1) / BITS) / (HASHES * Math.log(1 - 1.0 / BITS));
  }

  /** Returns the 256 bytes. */
  public BString toBytes() {
    byte[] bytes = new byte[BYTES];
    byte[] set = bits.toByteArray();
    System.arraycopy(set, 0, bytes, 0, set.length);
    return BString.of(bytes);
  }
}
