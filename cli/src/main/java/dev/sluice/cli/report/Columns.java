package dev.sluice.cli.report;

/** Text measured in the columns of a terminal, where some characters take two and some none. */
final class Columns {
  private static final String ELLIPSIS = "\u2026";

  /** First and last code points that terminals draw two columns wide, in order. */
  private static final int[] WIDE = {
    0x1100, 0x115f, 0x2e80, 0x303e, 0x3041, 0xa4cf, 0xac00, 0xd7a3, 0xf900, 0xfaff, 0xfe30, 0xfe6f,
    0xff00, 0xff60, 0xffe0, 0xffe6, 0x1f300, 0x1f64f, 0x1f680, 0x1f6ff, 0x1f900, 0x1faff, 0x20000,
    0x3fffd
  };

  private Columns() {}

  /** Returns how many columns {@code text} takes. */
  static int width(String text) {
    return text.codePoints().map(Columns::width).sum();
  }

  private static int width(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> isWide(c) ? 2 : 1;
    };
  }

  private static boolean isWide(int c) {
    for (int i = 0; i < WIDE.length && c >= WIDE[i]; i += 2) {
      if (c <= WIDE[i + 1]) {
        return true;
      }
    }
    return false;
  }

  /** Returns {@code text} in exactly {@code columns}: cut at its end, or filled with blanks. */
  static String left(String text, int columns) {
    String cut = cut(text, columns);
    return cut + " ".repeat(columns - width(cut));
  }

  /** Returns {@code text} in at least {@code columns}, filled with blanks before it. */
  static String right(String text, int columns) {
    return " ".repeat(Math.max(0, columns - width(text))) + text;
  }

  /** Returns {@code text} in at most {@code columns}, its end cut. */
  static String cut(String text, int columns) {
    return width(text) <= columns ? text : columns < 1 ? "" : start(text, columns - 1) + ELLIPSIS;
  }

  /**
   * Returns {@code text} in at most {@code columns}, its middle cut: the end of a file's name tells
   * as much as its beginning.
   */
  static String cutMiddle(String text, int columns) {
    if (width(text) <= columns || columns < 8) {
      return cut(text, columns);
    }
    int tail = (columns - 1) / 3;
    return start(text, columns - 1 - tail) + ELLIPSIS + end(text, tail);
  }

  private static String start(String text, int columns) {
    int used = 0;
    int end = 0;
    while (end < text.length()) {
      int c = text.codePointAt(end);
      used += width(c);
      if (used > columns) {
        break;
      }
      end += Character.charCount(c);
    }
    return text.substring(0, end);
  }

  private static String end(String text, int columns) {
    int used = 0;
    int begin = text.length();
    while (begin > 0) {
      int c = text.codePointBefore(begin);
      used += width(c);
      if (used > columns) {
        break;
      }
      begin -= Character.charCount(c);
    }
    return text.substring(begin);
  }
}
