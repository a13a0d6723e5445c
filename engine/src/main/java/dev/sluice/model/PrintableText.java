package dev.sluice.model;

/** Text from strangers made fit for a terminal and a log line. */
public final class PrintableText {
  /** Longer than any honest message; keeps a log line a line. */
  public static final int MAX_CHARS = 300;

  private PrintableText() {}

  /**
   * Returns {@code text} without control characters, unpaired surrogates and the invisible marks
   * that reorder what one reads (bidi), cut after {@link #MAX_CHARS}. Line breaks become blanks.
   */
  public static String of(String text) {
    StringBuilder clean = new StringBuilder(Math.min(text.length(), MAX_CHARS));
    int[] codePoints = text.codePoints().limit(4L * MAX_CHARS).toArray();
    for (int codePoint : codePoints) {
      if (clean.length() >= MAX_CHARS) {
        return clean.append('…').toString();
      }
      append(clean, codePoint);
    }
    return clean.toString().strip();
  }

  private static void append(StringBuilder clean, int codePoint) {
    switch (Character.getType(codePoint)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> {
        if (Character.isWhitespace(codePoint)) {
          clean.append(' ');
        }
      }
      case Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED -> {}
      default -> clean.appendCodePoint(codePoint);
    }
  }
}
