package dev.sluice.tui.screen;

import dev.sluice.tui.canvas.Canvas;
import dev.sluice.tui.canvas.Ink;
import dev.sluice.tui.input.Input;

/** A line that a person types; the end of a long one is what shows. Owned by the UI's thread. */
final class TextField {
  private String text;

  TextField(String text) {
    this.text = oneLine(text);
  }

  /** Returns what stands there, without blanks around it. */
  String text() {
    return text.strip();
  }

  /** Takes an input; returns false for what is none of its business. */
  boolean onInput(Input input) {
    return switch (input) {
      case Input.Typed(int codePoint) -> becomes(text + Character.toString(codePoint));
      case Input.Pasted(String pasted) -> becomes(text + oneLine(pasted));
      case Input.Pressed(Input.Key key) -> onKey(key);
      case Input.Clicked _, Input.Scrolled _ -> false;
    };
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
    return true;
  }

  /** Draws it over the whole first row, with a cursor behind it if it has one. */
  void draw(Canvas canvas, boolean hasCursor) {
    String shown = hasCursor ? text + "▏" : text;
    int begin = 0;
    while (Canvas.widthOf(shown.substring(begin)) > canvas.width()) {
      begin = shown.offsetByCodePoints(begin, 1);
    }
    canvas.text(0, 0, shown.substring(begin), hasCursor ? Ink.STRONG : Ink.PLAIN);
  }

  private static String oneLine(String pasted) {
    return pasted.strip().replaceAll("[\\r\\n\\t]+", " ");
  }

  /** Returns a text without its last character. */
  static String withoutLast(String text) {
    return text.isEmpty() ? text : text.substring(0, text.offsetByCodePoints(text.length(), -1));
  }
}
