package dev.sluice.tui.screen;

import dev.sluice.api.TorrentDetails;
import dev.sluice.api.TorrentView;
import dev.sluice.metainfo.Metainfo;
import dev.sluice.model.InfoHash;
import dev.sluice.tui.canvas.Canvas;
import dev.sluice.tui.canvas.Ink;
import dev.sluice.tui.input.Input;
import dev.sluice.tui.words.Amounts;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Asks whether a torrent is to go; and, before anything is deleted, once more, with the path of
 * what would be gone.
 */
final class RemoveDialog implements Screen {
  private static final int COLUMNS = 64;

  private final TorrentView torrent;
  private boolean isDeleting;

  RemoveDialog(TorrentView torrent) {
    this.torrent = torrent;
  }

  @Override
  public Optional<InfoHash> torrent() {
    return Optional.of(torrent.infoHash());
  }

  @Override
  public boolean isDialog() {
    return true;
  }

  @Override
  public void draw(Canvas canvas, Snapshot now) {
    if (isDeleting) {
      drawDeletion(canvas, now);
      return;
    }
    Canvas middle = Dialog.frame(canvas, "Remove this torrent?", COLUMNS, 4);
    middle.text(0, 0, torrent.name(), Ink.STRONG);
    middle.text(0, 2, "It is forgotten; its files stay where they are.", Ink.PLAIN);
    middle.text(0, 3, "x deletes its files, too; you are asked again.", Ink.FAINT);
  }

  private static void drawDeletion(Canvas canvas, Snapshot now) {
    Canvas middle = Dialog.frame(canvas, "Delete its files for good?", COLUMNS, 5);
    Optional<Path> path = path(now);
    if (path.isEmpty()) {
      middle.text(0, 0, "Nothing of it is on disk yet.", Ink.PLAIN);
      return;
    }
    middle.text(0, 0, path.get().toString(), Ink.STRONG);
    middle.text(0, 2, files(now), Ink.PLAIN);
    middle.text(0, 3, "Other files in its folder stay.", Ink.PLAIN);
    middle.text(0, 4, "Press y to delete; anything else keeps them.", Ink.BAD);
  }

  private static String files(Snapshot now) {
    Metainfo torrent = now.focus().metainfo().orElseThrow();
    int count = torrent.info().files().fileCount();
    return "%s, %s when complete"
        .formatted(
            Amounts.count(count, "file"), Amounts.bytes(torrent.info().files().storedBytes()));
  }

  /** Returns the torrent's file or folder, once that is known. */
  private static Optional<Path> path(Snapshot now) {
    Optional<TorrentDetails> details = now.focus().details();
    return now.focus()
        .metainfo()
        .flatMap(known -> details.map(each -> each.directory().resolve(known.info().name())));
  }

  @Override
  public void onInput(Input input, Snapshot now, Control control) {
    if (isDeleting) {
      control.close();
      if (input.is('y') && path(now).isPresent()) {
        control.wish(new Wish.RemoveWithFiles(torrent.infoHash()));
      }
    } else if (input.is('x')) {
      isDeleting = true;
    } else if (input.is('y') || input.is(Input.Key.ENTER)) {
      control.close();
      control.wish(new Wish.Remove(torrent.infoHash()));
    } else if (input.is('n') || input.is(Input.Key.ESCAPE)) {
      control.close();
    }
  }

  @Override
  public List<KeyHint> keys(Snapshot now) {
    return isDeleting
        ? List.of(new KeyHint("y", "delete"), new KeyHint("Esc", "keep"))
        : List.of(
            new KeyHint("Enter", "remove"),
            new KeyHint("x", "with its files"),
            new KeyHint("Esc", "keep"));
  }
}
