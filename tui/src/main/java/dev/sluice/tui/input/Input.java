package dev.sluice.tui.input;

/** One thing that a person did. */
public sealed interface Input {
  /** Returns whether it is this key. */
  default boolean is(Key key) {
    return this instanceof Pressed(var pressed) && pressed == key;
  }

  /** Returns whether this character was typed. */
  default boolean is(char character) {
    return this instanceof Typed(var codePoint) && codePoint == character;
  }

  /** A character was typed. */
  record Typed(int codePoint) implements Input {}

  /** A key without a character was pressed. */
  record Pressed(Key key) implements Input {}

  /** Text was pasted; it may have several lines. */
  record Pasted(String text) implements Input {}

  /** The left button was pressed; the upper left cell is 0, 0. */
  record Clicked(int column, int row) implements Input {}

  /** The wheel was turned; {@code lines} is negative towards the beginning. */
  record Scrolled(int lines, int column, int row) implements Input {}

  /** Keys without a character. */
  enum Key {
    ENTER,
    ESCAPE,
    TAB,
    BACK_TAB,
    BACKSPACE,
    DELETE,
    UP,
    DOWN,
    LEFT,
    RIGHT,
    HOME,
    END,
    PAGE_UP,
    PAGE_DOWN,
    /** Control and C: away from here, at once. */
    INTERRUPT,
    /** Control and L: draw everything again. */
    REDRAW,
    /** Control and U: clear what was typed. */
    CLEAR,
    /** Control and W: delete a word. */
    DELETE_WORD
  }
}
