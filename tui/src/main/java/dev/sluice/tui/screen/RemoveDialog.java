package dev.sluice.tui.screen;

import dev.sluice.api.TorrentView;
import dev.sluice.tui.canvas.Canvas;
import dev.sluice.tui.canvas.Ink;
import dev.sluice.tui.input.Input;
import java.util.List;

/** Asks whether a torrent is to go. */
final class RemoveDialog implements Screen {
  private static final int COLUMNS = 60;

  private final TorrentView torrent;

  RemoveDialog(TorrentView torrent) {
    this.torrent = torrent;
  }

  @Override
  public boolean isDialog() {
    return true;
  }

  @Override
  public void draw(Canvas canvas, Snapshot now) {
    Canvas middle = Dialog.frame(canvas, "Remove this torrent?", COLUMNS, 3);
    middle.text(0, 0, torrent.name(), Ink.STRONG);
    middle.text(0, 2, "It is forgotten; its files stay where they are.", Ink.PLAIN);
  }

  @Override
  public void onInput(Input input, Snapshot now, Control control) {
    if (input.is('y') || input.is(Input.Key.ENTER)) {
      control.close();
      control.wish(new Wish.Remove(torrent.infoHash()));
    } else if (input.is('n') || input.is(Input.Key.ESCAPE)) {
      control.close();
    }
  }

  @Override
  public List<KeyHint> keys(Snapshot now) {
    return List.of(new KeyHint("Enter", "remove"), new KeyHint("Esc", "keep"));
  }
}
