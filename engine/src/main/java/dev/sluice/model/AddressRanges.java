package dev.sluice.model;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Ranges of IPv4 and IPv6 addresses, millions of them in little memory: 8 bytes for each of IPv4,
 * 32 for each of IPv6, sorted, none touching another. Immutable, safe for use by any thread.
 *
 * <p>Numbers are kept with their highest bit turned over, so that their signed order is the order
 * of the addresses.
 */
public final class AddressRanges {
  /** No address at all. */
  public static final AddressRanges NONE = new Builder().build();

  private final long[] ipv4;
  private final Ipv6[] ipv6;

  private AddressRanges(long[] ipv4, Ipv6[] ipv6) {
    this.ipv4 = ipv4;
    this.ipv6 = ipv6;
  }

  /** A range of IPv6 addresses, both ends inclusive. */
  private record Ipv6(long firstHigh, long firstLow, long lastHigh, long lastLow) {
    static int compare(long high, long low, long otherHigh, long otherLow) {
      int byHigh = Long.compareUnsigned(high, otherHigh);
      return byHigh != 0 ? byHigh : Long.compareUnsigned(low, otherLow);
    }

    int compareFirst(Ipv6 other) {
      return compare(firstHigh, firstLow, other.firstHigh, other.firstLow);
    }

    boolean overlaps(Ipv6 later) {
      return compare(later.firstHigh, later.firstLow, lastHigh, lastLow) <= 0;
    }

    Ipv6 with(Ipv6 later) {
      boolean isLonger = compare(later.lastHigh, later.lastLow, lastHigh, lastLow) > 0;
      return isLonger ? new Ipv6(firstHigh, firstLow, later.lastHigh, later.lastLow) : this;
    }
  }

  /** Returns whether the address lies in any of the ranges. */
  public boolean contains(InetAddress address) {
    return address instanceof Inet4Address
        ? containsIpv4(number(address))
        : containsIpv6(ByteBuffer.wrap(address.getAddress()));
  }

  /** Returns how many ranges there are, those joined that touched. */
  public int count() {
    return ipv4.length + ipv6.length;
  }

  /** Returns whether there is none. */
  public boolean isEmpty() {
    return count() == 0;
  }

  private static long number(InetAddress address) {
    return ByteBuffer.wrap(address.getAddress()).getInt() & 0xffff_ffffL;
  }

  private boolean containsIpv4(long number) {
    int found = Arrays.binarySearch(ipv4, packed(number, 0xffff_ffffL));
    int index = found >= 0 ? found : -found - 2; // the last that begins there or before
    return index >= 0 && number <= last(ipv4[index]);
  }

  private boolean containsIpv6(ByteBuffer bytes) {
    long high = bytes.getLong();
    long low = bytes.getLong();
    int from = 0;
    int to = ipv6.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      Ipv6 range = ipv6[middle];
      if (Ipv6.compare(high, low, range.firstHigh, range.firstLow) < 0) {
        to = middle;
      } else if (Ipv6.compare(high, low, range.lastHigh, range.lastLow) > 0) {
        from = middle + 1;
      } else {
        return true;
      }
    }
    return false;
  }

  /** Returns the first and the last in one number, which sorts by the first. */
  private static long packed(long first, long last) {
    return (first << 32 | last) ^ Long.MIN_VALUE;
  }

  private static long first(long packed) {
    return (packed ^ Long.MIN_VALUE) >>> 32;
  }

  private static long last(long packed) {
    return packed & 0xffff_ffffL;
  }

  /** Gathers ranges, in any order. Not for several threads. */
  public static final class Builder {
    private long[] ipv4 = new long[16];
    private int ipv4Count;
    private Ipv6[] ipv6 = new Ipv6[4];
    private int ipv6Count;

    /** Makes one that has gathered none. */
    public Builder() {}

    /**
     * Adds a range.
     *
     * @param first of the same family as {@code last}
     * @param last not before {@code first}; the range includes both
     * @throws IllegalArgumentException if they are not so
     */
    public Builder add(InetAddress first, InetAddress last) {
      if (first.getClass() != last.getClass()) {
        throw new IllegalArgumentException("not of one family: " + first + ", " + last);
      }
      if (first instanceof Inet4Address) {
        return addIpv4(number(first), number(last));
      }
      ByteBuffer from = ByteBuffer.wrap(first.getAddress());
      ByteBuffer to = ByteBuffer.wrap(last.getAddress());
      return addIpv6(new Ipv6(from.getLong(), from.getLong(), to.getLong(), to.getLong()));
    }

    /**
     * Adds a range of IPv4 addresses, each as its number, 0 to 2^32 - 1.
     *
     * @throws IllegalArgumentException if the last is before the first
     */
    public Builder addIpv4(long first, long last) {
      refuseUnless(first >= 0 && first <= last && last <= 0xffff_ffffL);
      if (ipv4Count == ipv4.length) {
        ipv4 = Arrays.copyOf(ipv4, 2 * ipv4.length);
      }
      ipv4[ipv4Count++] = packed(first, last);
      return this;
    }

    private Builder addIpv6(Ipv6 range) {
      refuseUnless(
          Ipv6.compare(range.firstHigh, range.firstLow, range.lastHigh, range.lastLow) <= 0);
      if (ipv6Count == ipv6.length) {
        ipv6 = Arrays.copyOf(ipv6, 2 * ipv6.length);
      }
      ipv6[ipv6Count++] = range;
      return this;
    }

    private static void refuseUnless(boolean isInOrder) {
      if (!isInOrder) {
        throw new IllegalArgumentException("the last is before the first");
      }
    }

    /** Returns how many were added. */
    public int count() {
      return ipv4Count + ipv6Count;
    }

    /** Returns them, sorted, and joined where they overlap or touch. */
    public AddressRanges build() {
      return new AddressRanges(joinedIpv4(), joinedIpv6());
    }

    private long[] joinedIpv4() {
      Arrays.sort(ipv4, 0, ipv4Count);
      int joined = 0;
      for (int i = 0; i < ipv4Count; i++) {
        long range = ipv4[i];
        if (joined > 0 && AddressRanges.first(range) <= last(ipv4[joined - 1]) + 1) {
          long before = ipv4[joined - 1];
          ipv4[joined - 1] =
              packed(AddressRanges.first(before), Math.max(last(before), last(range)));
        } else {
          ipv4[joined++] = range;
        }
      }
      ipv4Count = joined;
      return Arrays.copyOf(ipv4, joined);
    }

    private Ipv6[] joinedIpv6() {
      Arrays.sort(ipv6, 0, ipv6Count, Ipv6::compareFirst);
      int joined = 0;
      for (int i = 0; i < ipv6Count; i++) {
        if (joined > 0 && ipv6[joined - 1].overlaps(ipv6[i])) {
          ipv6[joined - 1] = ipv6[joined - 1].with(ipv6[i]);
        } else {
          ipv6[joined++] = ipv6[i];
        }
      }
      ipv6Count = joined;
      return Arrays.copyOf(ipv6, joined);
    }
  }
}
