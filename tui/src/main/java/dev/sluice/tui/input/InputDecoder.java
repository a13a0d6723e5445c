package dev.sluice.tui.input;

import dev.sluice.tui.input.Input.Key;
import java.util.function.Consumer;

/**
 * Makes inputs of the characters that a terminal sends: plain ones, control characters, and the
 * sequences of xterm and its kin for keys, mouse (SGR, mode 1006) and pasted text (mode 2004).
 *
 * <p>An escape alone and the beginning of a sequence look the same; who reads decides by a pause,
 * and then calls {@link #pause}. What is not known is skipped. Owned by the thread that reads.
 */
public final class InputDecoder {
  /** More is no link and no path: what comes beyond is dropped. */
  static final int MAX_PASTE_CHARS = 65_536;

  /** Longer than any sequence that terminals send. */
  private static final int MAX_SEQUENCE_CHARS = 64;

  private static final char ESC = '\u001b';
  private static final String PASTE_BEGIN = "200~";
  private static final String PASTE_END = ESC + "[201~";
  private static final int WHEEL_UP = 64;
  private static final int WHEEL_DOWN = 65;
  private static final int WHEEL_LINES = 3;

  private final Consumer<Input> inputs;
  private final StringBuilder sequence = new StringBuilder();
  private final StringBuilder paste = new StringBuilder();
  private boolean isPasting;
  private char highSurrogate;

  /** Gives every input to {@code inputs}. */
  public InputDecoder(Consumer<Input> inputs) {
    this.inputs = inputs;
  }

  /** Returns whether a sequence has begun that a pause would end. */
  public boolean isWaiting() {
    return !isPasting && !sequence.isEmpty();
  }

  /** Nothing has come for a while: an escape alone was the key. */
  public void pause() {
    if (isWaiting()) {
      boolean isKey = sequence.length() == 1;
      sequence.setLength(0);
      if (isKey) {
        press(Key.ESCAPE);
      }
    }
  }

  /** Takes the next character. */
  public void accept(char next) {
    if (isPasting) {
      onPasted(next);
    } else if (!sequence.isEmpty()) {
      onSequence(next);
    } else if (next == ESC) {
      sequence.append(next);
    } else {
      onCharacter(next);
    }
  }

  private void onCharacter(char next) {
    if (Character.isHighSurrogate(next)) {
      highSurrogate = next;
    } else if (Character.isLowSurrogate(next)) {
      inputs.accept(new Input.Typed(Character.toCodePoint(highSurrogate, next)));
    } else if (next >= ' ' && next != 0x7f) {
      inputs.accept(new Input.Typed(next));
    } else {
      onControl(next);
    }
  }

  private void onControl(char control) {
    switch (control) {
      case '\r', '\n' -> press(Key.ENTER);
      case '\t' -> press(Key.TAB);
      case 0x7f, '\b' -> press(Key.BACKSPACE);
      case 3 -> press(Key.INTERRUPT);
      case 12 -> press(Key.REDRAW);
      case 21 -> press(Key.CLEAR);
      case 23 -> press(Key.DELETE_WORD);
      default -> {} // no other has a meaning here
    }
  }

  private void onSequence(char next) {
    if (next == ESC) {
      pause();
      sequence.append(next);
      return;
    }
    sequence.append(next);
    if (sequence.length() == 2) {
      if (next != '[' && next != 'O') {
        sequence.setLength(0); // a key together with Alt
      }
    } else if (next >= '@' && next <= '~') {
      String body = sequence.substring(2);
      sequence.setLength(0);
      onComplete(body);
    } else if (sequence.length() > MAX_SEQUENCE_CHARS) {
      sequence.setLength(0);
    }
  }

  private void onComplete(String body) {
    if (body.equals(PASTE_BEGIN)) {
      isPasting = true;
      return;
    }
    if (body.startsWith("<")) {
      onMouse(body);
      return;
    }
    switch (body.charAt(body.length() - 1)) {
      case 'A' -> press(Key.UP);
      case 'B' -> press(Key.DOWN);
      case 'C' -> press(Key.RIGHT);
      case 'D' -> press(Key.LEFT);
      case 'H' -> press(Key.HOME);
      case 'F' -> press(Key.END);
      case 'Z' -> press(Key.BACK_TAB);
      case 'M' -> press(Key.ENTER);
      case '~' -> onNumbered(body);
      default -> {} // a key that has no meaning here
    }
  }

  private void onNumbered(String body) {
    switch (body) {
      case "1~", "7~" -> press(Key.HOME);
      case "3~" -> press(Key.DELETE);
      case "4~", "8~" -> press(Key.END);
      case "5~" -> press(Key.PAGE_UP);
      case "6~" -> press(Key.PAGE_DOWN);
      default -> {} // a key that has no meaning here
    }
  }

  /** Reads {@code <button;column;row} and M for pressed, m for released; counted from 1. */
  private void onMouse(String body) {
    String[] numbers = body.substring(1, body.length() - 1).split(";");
    if (numbers.length != 3 || !body.endsWith("M")) {
      return;
    }
    try {
      int button = Integer.parseInt(numbers[0]);
      int column = Integer.parseInt(numbers[1]) - 1;
      int row = Integer.parseInt(numbers[2]) - 1;
      switch (button) {
        case 0 -> inputs.accept(new Input.Clicked(column, row));
        case WHEEL_UP -> inputs.accept(new Input.Scrolled(-WHEEL_LINES, column, row));
        case WHEEL_DOWN -> inputs.accept(new Input.Scrolled(WHEEL_LINES, column, row));
        default -> {} // other buttons have no meaning here
      }
    } catch (NumberFormatException _) {
      // No mouse report that we know; as any unknown sequence it is skipped.
    }
  }

  private void onPasted(char next) {
    if (paste.length() < MAX_PASTE_CHARS + PASTE_END.length()) {
      paste.append(next);
    } else {
      shift(next);
    }
    int end = paste.length() - PASTE_END.length();
    if (end >= 0 && paste.indexOf(PASTE_END, end) == end) {
      String text = paste.substring(0, end);
      paste.setLength(0);
      isPasting = false;
      inputs.accept(new Input.Pasted(text));
    }
  }

  /** Keeps the last characters alone of what is too much: the end must not be missed. */
  private void shift(char next) {
    paste.deleteCharAt(MAX_PASTE_CHARS).append(next);
  }

  private void press(Key key) {
    inputs.accept(new Input.Pressed(key));
  }
}
