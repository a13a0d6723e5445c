package dev.sluice.bencode;

/** Numbers as ASCII digits, written without making a {@code String} of them. */
final class Decimal {
  private static final long[] POWERS_OF_TEN = powersOfTen();

  /** The digits of 0 to 99, two bytes each, so that one division yields two digits. */
  private static final byte[] PAIRS = pairs();

  private Decimal() {}

  private static long[] powersOfTen() {
    long[] powers = new long[19];
    powers[0] = 1;
    for (int i = 1; i < powers.length; i++) {
      powers[i] = powers[i - 1] * 10;
    }
    return powers;
  }

  private static byte[] pairs() {
    byte[] pairs = new byte[200];
    for (int i = 0; i < 100; i++) {
      pairs[2 * i] = (byte) ('0' + i / 10);
      pairs[2 * i + 1] = (byte) ('0' + i % 10);
    }
    return pairs;
  }

  /** Returns how many bytes {@code value} takes, its minus sign included. */
  static int length(long value) {
    if (value < 0) {
      return value == Long.MIN_VALUE ? 20 : 1 + length(-value);
    }
    // 1233 / 4096 is a little more than log10(2), so this is the number of digits or one less.
    int digits = (64 - Long.numberOfLeadingZeros(value | 1)) * 1233 >> 12;
    return value < POWERS_OF_TEN[digits] ? Math.max(digits, 1) : digits + 1;
  }

  /** Writes {@code value} to {@code target} from {@code start} and returns the index behind it. */
  static int write(long value, byte[] target, int start) {
    int end = start + length(value);
    int at = end;
    // Works on the negative number because Long.MIN_VALUE has no positive one.
    long rest = value < 0 ? value : -value;
    while (rest <= -10) {
      long hundredth = rest / 100;
      int pair = 2 * (int) (hundredth * 100 - rest);
      target[--at] = PAIRS[pair + 1];
      target[--at] = PAIRS[pair];
      rest = hundredth;
    }
    if (rest < 0 || value == 0) {
      target[--at] = (byte) ('0' - rest);
    }
    if (value < 0) {
      target[--at] = '-';
    }
    return end;
  }
}
