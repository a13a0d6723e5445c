package dev.sluice.tui.screen;

import dev.sluice.tui.canvas.Scroll;
import dev.sluice.tui.input.Input;

/** The keys that move a cursor through any list. */
final class Moves {
  private Moves() {}

  /**
   * Moves the cursor if the input says so; the list makes the cursor fit when it is drawn.
   *
   * @param headRows rows above the list's first, for clicks
   * @return whether it did
   */
  static boolean move(Scroll scroll, Input input, int headRows) {
    return switch (input) {
      case Input.Pressed(var key) -> move(scroll, key);
      case Input.Typed typed -> move(scroll, typed);
      case Input.Scrolled scrolled -> by(scroll, scrolled.lines());
      case Input.Clicked clicked when clicked.row() >= headRows ->
          to(scroll, scroll.first() + clicked.row() - headRows);
      case Input.Clicked _, Input.Pasted _ -> false;
    };
  }

  private static boolean move(Scroll scroll, Input.Key key) {
    return switch (key) {
      case UP -> by(scroll, -1);
      case DOWN -> by(scroll, 1);
      case PAGE_UP -> by(scroll, -scroll.page());
      case PAGE_DOWN -> by(scroll, scroll.page());
      case HOME -> to(scroll, 0);
      case END -> to(scroll, Integer.MAX_VALUE);
      default -> false;
    };
  }

  private static boolean move(Scroll scroll, Input.Typed typed) {
    return switch (typed.codePoint()) {
      case 'k' -> by(scroll, -1);
      case 'j' -> by(scroll, 1);
      case 'g' -> to(scroll, 0);
      case 'G' -> to(scroll, Integer.MAX_VALUE);
      default -> false;
    };
  }

  private static boolean by(Scroll scroll, int rows) {
    scroll.by(rows);
    return true;
  }

  private static boolean to(Scroll scroll, int row) {
    scroll.to(row);
    return true;
  }
}
