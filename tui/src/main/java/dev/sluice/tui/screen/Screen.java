package dev.sluice.tui.screen;

import dev.sluice.model.InfoHash;
import dev.sluice.tui.canvas.Canvas;
import dev.sluice.tui.input.Input;
import java.util.List;
import java.util.Optional;

/** One thing that fills the screen, or a dialog in front of it. Owned by the UI's thread. */
interface Screen {
  /** Draws how things stand; the canvas is empty, and has no room for the footer. */
  void draw(Canvas canvas, Snapshot now);

  /** Takes what a person did. Rows count from the canvas that was drawn on last. */
  void onInput(Input input, Snapshot now, Control control);

  /** Returns what keys do here, the most important first: the footer shows what it has room for. */
  List<KeyHint> keys(Snapshot now);

  /** Returns the torrent that is looked at closely here. */
  default Optional<InfoHash> torrent() {
    return Optional.empty();
  }

  /** Returns whether characters are text here, and no keys. */
  default boolean isTyping() {
    return false;
  }

  /** Returns whether the screen below shows around it. */
  default boolean isDialog() {
    return false;
  }
}
