package dev.sluice.tui.canvas;

/** What a piece of text means, whatever that looks like on a terminal. */
public enum Ink {
  /** As the terminal writes anything. */
  PLAIN,
  /** What the eye should find first. */
  STRONG,
  /** What matters less. */
  FAINT,
  /** Under way. */
  BUSY,
  /** Done, or as it should be. */
  GOOD,
  /** Waits for something that a person may know. */
  ODD,
  /** Failed. */
  BAD,
  /** The title of a page or a column. */
  TITLE,
  /** A key that can be pressed. */
  KEY,
  /** Where the cursor is. */
  CURSOR
}
