package dev.sluice.metainfo;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** {@code %20} for a space and so on: UTF-8 bytes as percent signs and hexadecimal digits. */
final class PercentCoding {
  /** Beside letters and digits; all may stand in a query, and addresses stay readable. */
  private static final String UNRESERVED = "-._~:/[]";

  private static final String HEX = "0123456789ABCDEF";

  private PercentCoding() {}

  /**
   * Returns {@code text} with everything but ASCII letters, digits and {@code -._~:/[]} encoded.
   */
  static String encode(String text) {
    StringBuilder encoded = new StringBuilder(text.length() + 16);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (isUnreserved(b)) {
        encoded.append((char) b);
      } else {
        encoded.append('%').append(HEX.charAt((b >> 4) & 0xf)).append(HEX.charAt(b & 0xf));
      }
    }
    return encoded.toString();
  }

  private static boolean isUnreserved(byte b) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '0' && b <= '9')
        || UNRESERVED.indexOf(b) >= 0;
  }

  /** Returns {@code text} decoded; a percent sign without two digits behind it stays as it is. */
  static String decode(String text) {
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(text.length());
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      int value = bytes[i] == '%' ? byteAt(bytes, i + 1) : -1;
      if (value >= 0) {
        decoded.write(value);
        i += 2;
      } else {
        decoded.write(bytes[i]);
      }
    }
    return new String(decoded.toByteArray(), StandardCharsets.UTF_8);
  }

  private static int byteAt(byte[] bytes, int index) {
    if (index + 1 >= bytes.length) {
      return -1;
    }
    int high = Character.digit(bytes[index], 16);
    int low = Character.digit(bytes[index + 1], 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }
}
