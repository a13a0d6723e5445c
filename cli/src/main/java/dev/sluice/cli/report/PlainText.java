package dev.sluice.cli.report;

/**
 * Makes text of unknown origin safe to print: nothing in it moves the cursor, colours the screen,
 * breaks the line, or reorders the characters around it.
 */
public final class PlainText {
  private PlainText() {}

  /** Returns {@code text} on one line, every control character in it shown as U+FFFD. */
  public static String of(String text) {
    return text.codePoints().allMatch(PlainText::isPlain) ? text : replaced(text, 0);
  }

  /** Returns {@code text} with its line breaks, otherwise as {@link #of} does. */
  public static String lines(String text) {
    return replaced(text.replace("\r\n", "\n"), '\n');
  }

  private static String replaced(String text, int kept) {
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c == kept || isPlain(c) ? c : 0xfffd)
        .forEach(plain::appendCodePoint);
    return plain.toString();
  }

  private static boolean isPlain(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.SURROGATE -> false;
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
      default -> !isBidirectionalControl(c);
    };
  }

  private static boolean isBidirectionalControl(int c) {
    return c == 0x061c
        || c == 0x200e
        || c == 0x200f
        || (c >= 0x202a && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069);
  }
}
