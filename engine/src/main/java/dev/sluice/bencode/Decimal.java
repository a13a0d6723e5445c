package dev.sluice.bencode;

/**
 * Numbers as ASCII digits, written eight at a time without making a {@code String} of them.
 *
 * <p>A group of eight digits lies in one {@code long} and is halved three times, all its parts at
 * once:
 *
 * <pre>
 *   12345678   ->   1234 | 5678   ->   12 | 34 | 56 | 78   ->   1|2|3|4|5|6|7|8
 * </pre>
 *
 * The leftmost part is in the lowest bits. The quotients are found by a multiplication and a shift
 * that are exact for parts this small. One multiplication more takes them, times the divisor, from
 * the parts, which so become the remainders, and puts them below.
 */
final class Decimal {
  /** One more than the largest group of eight digits. */
  private static final int GROUP = 100_000_000;

  private static final long ZEROS = 0x3030_3030_3030_3030L;

  private static final long[] POWERS_OF_TEN = powersOfTen();

  private Decimal() {}

  private static long[] powersOfTen() {
    long[] powers = new long[19];
    powers[0] = 1;
    for (int i = 1; i < powers.length; i++) {
      powers[i] = powers[i - 1] * 10;
    }
    return powers;
  }

  /** Returns how many bytes {@code value} takes, its minus sign included. */
  static int length(long value) {
    if (value < 0) {
      return value == Long.MIN_VALUE ? 20 : 1 + length(-value);
    }
    if (value < 100) {
      return value < 10 ? 1 : 2; // the length of almost every key
    }
    // 1233 / 4096 is a little more than log10(2), so this is the number of digits or one less.
    int digits = (64 - Long.numberOfLeadingZeros(value)) * 1233 >> 12;
    return value < POWERS_OF_TEN[digits] ? digits : digits + 1;
  }

  /**
   * Writes {@code value} to {@code target} from {@code start} and returns the index behind it. Up
   * to seven bytes behind it are overwritten, too, if the array has as many.
   */
  static int write(long value, byte[] target, int start) {
    int at = start;
    if (value < 0) {
      target[at++] = '-';
    }
    // Made positive only after the division, because Long.MIN_VALUE has no positive counterpart.
    long high = Math.abs(value / GROUP);
    int low = (int) Math.abs(value % GROUP);
    if (high == 0) {
      return writeFirst(low, target, at);
    }
    if (high < GROUP) {
      return writeGroup(low, target, writeFirst((int) high, target, at));
    }
    at = writeFirst((int) (high / GROUP), target, at);
    return writeGroup(low, target, writeGroup((int) (high % GROUP), target, at));
  }

  /** Writes the digits of {@code group} without leading zeros. */
  private static int writeFirst(int group, byte[] target, int start) {
    long digits = digits(group);
    int leadingZeros = Math.min(7, Long.numberOfTrailingZeros(digits) / 8);
    long text = (digits | ZEROS) >>> 8 * leadingZeros;
    int end = start + 8 - leadingZeros;
    if (start + 8 <= target.length) {
      put(text, target, start);
      return end;
    }
    for (int at = start; at < end; at++) {
      target[at] = (byte) text;
      text >>>= 8;
    }
    return end;
  }

  /** Writes all eight digits of {@code group}. */
  private static int writeGroup(int group, byte[] target, int at) {
    put(digits(group) | ZEROS, target, at);
    return at + 8;
  }

  /** Writes eight bytes, the lowest first; the JIT makes one store of them. */
  private static void put(long text, byte[] target, int at) {
    target[at] = (byte) text;
    target[at + 1] = (byte) (text >> 8);
    target[at + 2] = (byte) (text >> 16);
    target[at + 3] = (byte) (text >> 24);
    target[at + 4] = (byte) (text >> 32);
    target[at + 5] = (byte) (text >> 40);
    target[at + 6] = (byte) (text >> 48);
    target[at + 7] = (byte) (text >> 56);
  }

  /** Returns the eight digits of {@code group}, one in each byte, the leftmost in the lowest. */
  private static long digits(int group) {
    long upperFour = group * 109_951_163L >>> 40;
    long fours = ((long) group << 32) - upperFour * ((10_000L << 32) - 1);
    long hundreds = fours * 10_486 >>> 20 & 0x7f_0000_007fL;
    long twos = (fours << 16) - hundreds * ((100 << 16) - 1);
    long tens = twos * 103 >>> 10 & 0x000f_000f_000f_000fL;
    return (twos << 8) - tens * ((10 << 8) - 1);
  }
}
