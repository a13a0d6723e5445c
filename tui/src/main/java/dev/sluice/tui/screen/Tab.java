package dev.sluice.tui.screen;

import dev.sluice.api.TorrentView;
import dev.sluice.tui.canvas.Canvas;
import dev.sluice.tui.input.Input;
import java.util.List;

/** One side of a torrent. Owned by the UI's thread. */
interface Tab {
  /** Returns its name. */
  String title();

  /** Draws it below the head of the page. */
  void draw(Canvas canvas, TorrentView torrent, Snapshot now);

  /** Takes an input; returns false for what is none of its business. */
  default boolean onInput(Input input, TorrentView torrent, Snapshot now, Control control) {
    return false;
  }

  /** Returns what keys do here. */
  default List<KeyHint> keys() {
    return List.of();
  }
}
