package dev.sluice.model;

/** Bytes as hexadecimal digits, two for each; the library's own is missing on older phones. */
public final class Hex {
  private static final String DIGITS = "0123456789abcdef";

  private Hex() {}

  /** Returns {@code bytes} as lower-case digits. */
  public static String of(byte[] bytes) {
    StringBuilder hex = new StringBuilder(2 * bytes.length);
    for (byte b : bytes) {
      hex.append(DIGITS.charAt((b >> 4) & 0xf)).append(DIGITS.charAt(b & 0xf));
    }
    return hex.toString();
  }

  /**
   * Returns the bytes that {@code hex} writes, in upper or lower case.
   *
   * @throws IllegalArgumentException if it has an odd length or anything but ASCII digits of base
   *     16
   */
  public static byte[] parse(String hex) {
    if (hex.length() % 2 != 0) {
      throw new IllegalArgumentException("half a byte at the end of " + hex);
    }
    byte[] bytes = new byte[hex.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (digit(hex, 2 * i) << 4 | digit(hex, 2 * i + 1));
    }
    return bytes;
  }

  /** {@link Character#digit} alone would take the digits of every script. */
  private static int digit(String hex, int index) {
    char c = hex.charAt(index);
    int value = c < 0x80 ? Character.digit(c, 16) : -1;
    if (value < 0) {
      throw new IllegalArgumentException("no hexadecimal digit at " + index + " of " + hex);
    }
    return value;
  }
}
