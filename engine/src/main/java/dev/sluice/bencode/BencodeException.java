package dev.sluice.bencode;

/** Says that bytes are not the bencode that was asked for: where, what was expected, what came. */
public final class BencodeException extends Exception {
  private static final long serialVersionUID = 1;

  private final int position;

  BencodeException(int position, String expected, String found) {
    super("byte " + position + ": expected " + expected + ", found " + found);
    this.position = position;
  }

  /** Returns the offset from the first byte given, at which the expectation was not met. */
  public int position() {
    return position;
  }
}
