package dev.sluice.tui.screen;

import dev.sluice.tui.canvas.Canvas;
import dev.sluice.tui.canvas.Ink;
import dev.sluice.tui.input.Input;

/** A line that a person types; the end of a long one is what shows. Owned by the UI's thread. */
final class TextField {
  private String text;
  private boolean isReplaceable;

  private TextField(String text, boolean isReplaceable) {
    this.text = oneLine(text);
    this.isReplaceable = isReplaceable && !text.isEmpty();
  }

  /** Returns a field with a text to which one adds. */
  static TextField of(String text) {
    return new TextField(text, false);
  }

  /** Returns a field with a text that is gone as soon as one types another. */
  static TextField replaceable(String text) {
    return new TextField(text, true);
  }

  /** Returns what stands there, without blanks around it. */
  String text() {
    return text.strip();
  }

  /** Takes an input; returns false for what is none of its business. */
  boolean onInput(Input input) {
    return switch (input) {
      case Input.Typed(int codePoint) -> becomes(kept() + Character.toString(codePoint));
      case Input.Pasted(String pasted) -> becomes(kept() + oneLine(pasted));
      case Input.Pressed(Input.Key key) -> onKey(key);
      case Input.Clicked _, Input.Scrolled _ -> false;
    };
  }

  private String kept() {
    return isReplaceable ? "" : text;
  }

  private boolean onKey(Input.Key key) {
    return switch (key) {
      case BACKSPACE -> becomes(withoutLast(text));
      case CLEAR -> becomes("");
      case DELETE_WORD -> becomes(text.replaceFirst("[^ /]*[ /]*$", ""));
      default -> false;
    };
  }

  private boolean becomes(String newText) {
    text = newText;
    isReplaceable = false;
    return true;
  }

  /**
   * Draws it over the whole first row; with a cursor, if it has one: behind the text, or over it if
   * typing replaces it.
   */
  void draw(Canvas canvas, boolean hasCursor) {
    String shown = hasCursor && !isReplaceable ? text + "▏" : text;
    int begin = 0;
    while (Canvas.widthOf(shown.substring(begin)) > canvas.width()) {
      begin = shown.offsetByCodePoints(begin, 1);
    }
    canvas.text(0, 0, shown.substring(begin), ink(hasCursor));
  }

  private Ink ink(boolean hasCursor) {
    if (!hasCursor) {
      return Ink.PLAIN;
    }
    return isReplaceable ? Ink.CURSOR : Ink.STRONG;
  }

  private static String oneLine(String pasted) {
    return pasted.strip().replaceAll("[\\r\\n\\t]+", " ");
  }

  /** Returns a text without its last character. */
  static String withoutLast(String text) {
    return text.isEmpty() ? text : text.substring(0, text.offsetByCodePoints(text.length(), -1));
  }
}
