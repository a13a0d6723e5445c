package dev.sluice.cli.report;

import java.util.Locale;
import java.util.Map;

/**
 * Writes one JSON object (RFC 8259) on one line, field by field. A library would cost more time at
 * start-up than all that is written here.
 */
public final class Json {
  private final StringBuilder text = new StringBuilder(160);
  private boolean isFirst = true;

  /** Begins an object. */
  public static Json object() {
    Json json = new Json();
    json.opening('{');
    return json;
  }

  /** Adds a text. */
  public Json put(String name, String value) {
    name(name);
    quote(value);
    return this;
  }

  /** Adds a whole number. */
  public Json put(String name, long value) {
    name(name);
    text.append(value);
    return this;
  }

  /** Adds a number with four decimals. */
  public Json put(String name, double value) {
    name(name);
    text.append(String.format(Locale.ROOT, "%.4f", Double.isFinite(value) ? value : 0));
    return this;
  }

  /** Adds true or false. */
  public Json put(String name, boolean value) {
    name(name);
    text.append(value);
    return this;
  }

  /** Adds a list of texts. */
  public Json put(String name, Iterable<String> values) {
    beginList(name);
    for (String value : values) {
      separate();
      quote(value);
    }
    return endList();
  }

  /** Adds an object of whole numbers. */
  public Json put(String name, Map<String, Integer> numbers) {
    name(name);
    opening('{');
    numbers.forEach(this::put);
    return endObject();
  }

  /** Begins a list; {@link #beginObject} adds to it until {@link #endList}. */
  public Json beginList(String name) {
    name(name);
    opening('[');
    return this;
  }

  /** Begins an object within a list. */
  public Json beginObject() {
    separate();
    opening('{');
    return this;
  }

  /** Begins a list of texts within a list. */
  public Json add(Iterable<String> values) {
    separate();
    opening('[');
    for (String value : values) {
      separate();
      quote(value);
    }
    return endList();
  }

  /** Ends the object begun last. */
  public Json endObject() {
    closing('}');
    return this;
  }

  /** Ends the list begun last. */
  public Json endList() {
    closing(']');
    return this;
  }

  /** Ends the outermost object and returns the line, without a line break. */
  public String line() {
    closing('}');
    return text.toString();
  }

  private void opening(char bracket) {
    text.append(bracket);
    isFirst = true;
  }

  private void closing(char bracket) {
    text.append(bracket);
    isFirst = false;
  }

  private void separate() {
    if (!isFirst) {
      text.append(',');
    }
    isFirst = false;
  }

  private void name(String name) {
    separate();
    quote(name);
    text.append(':');
  }

  private void quote(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      character(value, i);
    }
    text.append('"');
  }

  private void character(String value, int index) {
    char c = value.charAt(index);
    switch (c) {
      case '"' -> text.append("\\\"");
      case '\\' -> text.append("\\\\");
      case '\n' -> text.append("\\n");
      case '\r' -> text.append("\\r");
      case '\t' -> text.append("\\t");
      default -> {
        if (mustEscape(c) || isLoneSurrogate(value, index)) {
          text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
        } else {
          text.append(c);
        }
      }
    }
  }

  /** Whether a terminal or an old parser could take the character for more than text. */
  private static boolean mustEscape(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  private static boolean isLoneSurrogate(String value, int index) {
    char c = value.charAt(index);
    if (Character.isHighSurrogate(c)) {
      return index + 1 == value.length() || !Character.isLowSurrogate(value.charAt(index + 1));
    }
    return Character.isLowSurrogate(c)
        && (index == 0 || !Character.isHighSurrogate(value.charAt(index - 1)));
  }
}
