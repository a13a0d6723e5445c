package dev.sluice.tui.screen;

import dev.sluice.api.FilePriority;
import dev.sluice.api.FileProgress;
import dev.sluice.api.TorrentDetails;
import dev.sluice.api.TorrentView;
import dev.sluice.tui.canvas.Bar;
import dev.sluice.tui.canvas.Canvas;
import dev.sluice.tui.canvas.Ink;
import dev.sluice.tui.canvas.Scroll;
import dev.sluice.tui.canvas.Table;
import dev.sluice.tui.canvas.Table.Column;
import dev.sluice.tui.input.Input;
import dev.sluice.tui.words.Amounts;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The tree of files. */
final class FilesTab implements Tab {
  private static final int BAR_COLUMNS = 20;

  private final Scroll scroll = new Scroll();
  private final Set<String> closed = new HashSet<>();
  private List<FileRow> rows = List.of();
  private final Table<FileRow> table =
      new Table<>(
          List.of(
              Column.words("Name", 24, 1, 20, this::label),
              Column.<FileRow>words(
                      "", BAR_COLUMNS, 0, 5, row -> Bar.of(row.fraction(), BAR_COLUMNS))
                  .in(FilesTab::ink),
              Column.numbers("Done", 6, 18, row -> Amounts.percent(row.fraction())),
              Column.numbers("Size", 7, 17, row -> Amounts.bytes(row.lengthBytes())),
              Column.<FileRow>words("Wanted", 7, 0, 16, FilesTab::priority).in(FilesTab::ink)));

  @Override
  public String title() {
    return "Files";
  }

  private String label(FileRow row) {
    String sign = !row.isFolder() ? "  " : closed.contains(row.path()) ? "▸ " : "▾ ";
    return "  ".repeat(row.depth()) + sign + row.name();
  }

  private static Ink ink(FileRow row) {
    if (row.priority().equals(Optional.of(FilePriority.SKIP))) {
      return Ink.FAINT;
    }
    return row.doneBytes() == row.lengthBytes() ? Ink.GOOD : Ink.BUSY;
  }

  private static String priority(FileRow row) {
    return row.priority().map(FilesTab::word).orElse("differs");
  }

  private static String word(FilePriority priority) {
    return switch (priority) {
      case SKIP -> "not";
      case LOW -> "low";
      case NORMAL -> "normal";
      case HIGH -> "high";
    };
  }

  @Override
  public void draw(Canvas canvas, TorrentView torrent, Snapshot now) {
    if (now.focus().metainfo().isEmpty()) {
      canvas.text(0, 0, "Nobody knows the files before the metadata is here.", Ink.FAINT);
      return;
    }
    List<FileProgress> progress =
        now.focus().details().map(TorrentDetails::files).orElse(List.of());
    rows = FileRow.of(now.focus().metainfo().get(), progress, closed);
    scroll.fit(rows.size(), canvas.height() - 1);
    table.draw(canvas, rows, scroll.first(), scroll.cursor(), column -> "");
  }

  @Override
  public boolean onInput(Input input, TorrentView torrent, Snapshot now, Control control) {
    if (Moves.move(scroll, input, 1)) {
      return true;
    }
    if (scroll.cursor() >= rows.size()) {
      return false;
    }
    FileRow row = rows.get(scroll.cursor());
    if (input.is(Input.Key.ENTER)) {
      toggle(row);
    } else if (input.is('o') && !row.isFolder()) {
      control.wish(new Wish.Stream(torrent.infoHash(), row.fileIndices().getFirst()));
    } else if (input.is('+') || input.is('-')) {
      control.wish(new Wish.Prioritise(torrent.infoHash(), row.fileIndices(), next(row, input)));
    } else {
      return false;
    }
    return true;
  }

  /** Files that differ become alike first. */
  private static FilePriority next(FileRow row, Input input) {
    FilePriority[] all = FilePriority.values();
    int now = row.priority().orElse(FilePriority.NORMAL).ordinal();
    int step = row.priority().isEmpty() ? 0 : input.is('+') ? 1 : -1;
    return all[Math.clamp(now + step, 0, all.length - 1)];
  }

  private void toggle(FileRow row) {
    if (row.isFolder() && !closed.remove(row.path())) {
      closed.add(row.path());
    }
  }

  @Override
  public List<KeyHint> keys() {
    return List.of(
        new KeyHint("Enter", "fold"),
        new KeyHint("+ -", "want more, less"),
        new KeyHint("o", "stream"));
  }
}
