package dev.sluice.tui.screen;

/** What a screen can set in motion. */
interface Control {
  /** Shows another screen on top of this one. */
  void open(Screen screen);

  /** Takes the topmost screen away; the first one stays. */
  void close();

  /** Has something done, soon. */
  void wish(Wish wish);
}
