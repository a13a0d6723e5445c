package dev.sluice.tui;

import dev.sluice.api.TorrentEvent;
import dev.sluice.tui.input.Input;

/** What other threads tell the UI's. */
sealed interface Note {
  /** A person did something. */
  record Did(Input input) implements Note {}

  /** Something happened to a torrent. */
  record Happened(TorrentEvent event) implements Note {}

  /** Everything is to be drawn again. */
  record RedrawWanted() implements Note {}

  /** Something was done that a person wished. */
  record Told(String sentence) implements Note {}

  /** It was not. */
  record Complained(String sentence) implements Note {}

  /** The program is to end. */
  record StopWanted() implements Note {}
}
