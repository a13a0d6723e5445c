package dev.sluice.bencode;

/** Numbers as ASCII digits, written without making a {@code String} of them. */
final class Decimal {
  private Decimal() {}

  /** Returns how many bytes {@code value} takes, its minus sign included. */
  static int length(long value) {
    if (value < 0) {
      return value == Long.MIN_VALUE ? 20 : 1 + length(-value);
    }
    int digits = 1;
    for (long bound = 10; digits < 19 && value >= bound; bound *= 10) {
      digits++;
    }
    return digits;
  }

  /** Writes {@code value} to {@code target} from {@code start} and returns the index behind it. */
  static int write(long value, byte[] target, int start) {
    int end = start + length(value);
    int at = end;
    // Works on the negative number because Long.MIN_VALUE has no positive one.
    long rest = value < 0 ? value : -value;
    do {
      long tenth = rest / 10;
      target[--at] = (byte) ('0' - (rest - tenth * 10));
      rest = tenth;
    } while (rest != 0);
    if (value < 0) {
      target[--at] = '-';
    }
    return end;
  }
}
