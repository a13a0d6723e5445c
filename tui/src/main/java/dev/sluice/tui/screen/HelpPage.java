package dev.sluice.tui.screen;

import dev.sluice.api.PieceState;
import dev.sluice.tui.canvas.Canvas;
import dev.sluice.tui.canvas.Ink;
import dev.sluice.tui.canvas.Scroll;
import dev.sluice.tui.input.Input;
import java.util.List;

/** Every key, and what the signs mean. */
final class HelpPage implements Screen {
  private static final int KEY_COLUMNS = 18;
  private static final List<KeyHint> LINES = lines();

  private final Scroll scroll = new Scroll();

  private static List<KeyHint> lines() {
    return List.of(
        new KeyHint("Anywhere", ""),
        new KeyHint("↑ ↓ PgUp PgDn", "move; also j k g G, Home and End, wheel and click"),
        new KeyHint("?", "this page"),
        new KeyHint("Ctrl-C", "leave; torrents go on the next time"),
        new KeyHint("Ctrl-L", "draw everything again"),
        new KeyHint("", ""),
        new KeyHint("List", ""),
        new KeyHint("a, paste", "add a .torrent file, a magnet link or an info-hash"),
        new KeyHint("Enter", "look at the torrent"),
        new KeyHint("s S", "sort by another column; the other way round"),
        new KeyHint("/", "filter by name or state; Esc shows all"),
        new KeyHint("L", "limit the rates of all together"),
        new KeyHint("q", "leave"),
        new KeyHint("", ""),
        new KeyHint("A torrent", ""),
        new KeyHint("Space", "pause, or go on"),
        new KeyHint("v", "check every piece on disk again"),
        new KeyHint("l", "limit its rates"),
        new KeyHint("d", "remove it, with or without its files"),
        new KeyHint("Tab ← → 1-5", "its other sides"),
        new KeyHint("+ -", "on a file or folder: want it more, or less, or not"),
        new KeyHint("o", "on a file: stream it; open the URL in a player"),
        new KeyHint("Enter", "on a folder: fold it, or show what lies in it"),
        new KeyHint("Esc q", "back to the list"),
        new KeyHint("", ""),
        new KeyHint("Signs", ""),
        new KeyHint("↓ ↑ ‖", "downloading, seeding, paused"),
        new KeyHint("≡ ? !", "checking, fetching metadata, failed"),
        new KeyHint(
            "%s %s %s %s"
                .formatted(
                    PieceStrip.sign(PieceState.HERE),
                    PieceStrip.sign(PieceState.BEGUN),
                    PieceStrip.sign(PieceState.MISSING),
                    PieceStrip.sign(PieceState.SKIPPED)),
            "a piece is here, begun, missing, not wanted"),
        new KeyHint("", "a low block: some of the pieces of that cell are here"),
        new KeyHint("K M G", "1024, 1024 x 1024, ... bytes"),
        new KeyHint("", "The mouse is ours; hold Shift to select text with it."));
  }

  @Override
  public void draw(Canvas canvas, Snapshot now) {
    canvas.text(0, 0, "Sluice  keys and signs", Ink.TITLE);
    int shown = canvas.height() - 2;
    scroll.fit(Math.max(1, LINES.size() - shown + 1), 1);
    for (int i = 0; i < shown && scroll.first() + i < LINES.size(); i++) {
      KeyHint line = LINES.get(scroll.first() + i);
      boolean isTitle = line.action().isEmpty();
      canvas.text(isTitle ? 0 : 2, i + 2, line.key(), isTitle ? Ink.STRONG : Ink.KEY);
      canvas.text(KEY_COLUMNS, i + 2, line.action(), Ink.PLAIN);
    }
  }

  @Override
  public void onInput(Input input, Snapshot now, Control control) {
    if (!Moves.move(scroll, input, canvasRows())) {
      control.close();
    }
  }

  /** Nothing can be clicked. */
  private static int canvasRows() {
    return Integer.MAX_VALUE;
  }

  @Override
  public List<KeyHint> keys(Snapshot now) {
    return List.of(new KeyHint("↑ ↓", "scroll"), new KeyHint("any other key", "back"));
  }
}
