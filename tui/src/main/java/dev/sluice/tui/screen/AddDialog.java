package dev.sluice.tui.screen;

import dev.sluice.tui.canvas.Canvas;
import dev.sluice.tui.canvas.Ink;
import dev.sluice.tui.input.Input;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Asks for a torrent and for the folder that it goes into. */
final class AddDialog implements Screen {
  private static final int COLUMNS = 72;

  private final Past past;
  private final TextField source;
  private final TextField folder;
  private boolean isInFolder;
  private String complaint = "";

  /** What was chosen the last time. Owned by the UI's thread. */
  static final class Past {
    private final Path home;
    private Path folder;

    /** Begins with a folder; {@code ~} stands for {@code home}. */
    Past(Path folder, Path home) {
      this.folder = folder;
      this.home = home;
    }

    private Path resolve(String text) {
      if (text.equals("~")) {
        return home;
      }
      Path path = text.startsWith("~/") ? home.resolve(text.substring(2)) : Path.of(text);
      return path.toAbsolutePath().normalize();
    }
  }

  AddDialog(Past past, String source) {
    this.past = past;
    this.source = new TextField(source);
    this.folder = new TextField(past.folder.toString());
  }

  @Override
  public boolean isDialog() {
    return true;
  }

  @Override
  public void draw(Canvas canvas, Snapshot now) {
    Canvas middle = Dialog.frame(canvas, "Add a torrent", COLUMNS, 6);
    middle.text(0, 0, "A .torrent file, a magnet link or an info-hash:", Ink.FAINT);
    source.draw(middle.part(1, 1, middle.width() - 1, 1), !isInFolder);
    middle.text(0, 3, "Save in:", Ink.FAINT);
    folder.draw(middle.part(1, 4, middle.width() - 1, 1), isInFolder);
    middle.text(0, 5, complaint, Ink.BAD);
  }

  @Override
  public void onInput(Input input, Snapshot now, Control control) {
    TextField field = isInFolder ? folder : source;
    if (field.onInput(input)) {
      complaint = "";
    } else if (input instanceof Input.Pressed(var key)) {
      onKey(key, control);
    }
  }

  private void onKey(Input.Key key, Control control) {
    switch (key) {
      case TAB, BACK_TAB, UP, DOWN -> isInFolder = !isInFolder;
      case ESCAPE -> control.close();
      case ENTER -> add(control);
      default -> {} // no key of ours
    }
  }

  private void add(Control control) {
    if (source.text().isEmpty()) {
      complaint = "Which one? Type or paste it.";
      return;
    }
    try {
      past.folder = past.resolve(folder.text());
      control.close();
      control.wish(new Wish.Add(expanded(source.text()), past.folder));
    } catch (InvalidPathException e) {
      complaint = "No folder can be called so: " + e.getReason();
    }
  }

  private String expanded(String text) {
    return text.startsWith("~/") ? past.resolve(text).toString() : text;
  }

  @Override
  public List<KeyHint> keys(Snapshot now) {
    return List.of(
        new KeyHint("Enter", "add"),
        new KeyHint("Tab", "other field"),
        new KeyHint("^U", "clear"),
        new KeyHint("Esc", "cancel"));
  }
}
