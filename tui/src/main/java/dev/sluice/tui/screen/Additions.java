package dev.sluice.tui.screen;

import dev.sluice.tui.screen.Form.Answer;
import dev.sluice.tui.screen.Form.Field;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * Asks for torrents and for the folders that they go into; remembers which was chosen last. Owned
 * by the UI's thread.
 */
final class Additions {
  private static final Form.Wording WORDING =
      new Form.Wording("Add a torrent", "A .torrent file, a magnet link or an info-hash", "add");

  private final Path home;
  private Path folder;

  /** Begins with a folder; {@code ~} stands for {@code home}. */
  Additions(Path folder, Path home) {
    this.folder = folder;
    this.home = home;
  }

  /** Returns a form that begins with a source, which may be empty. */
  Form form(String source) {
    return new Form(
        WORDING,
        List.of(
            new Field("Torrent", TextField.of(source)),
            new Field("Save in", TextField.of(folder.toString()))),
        this::read);
  }

  private Answer read(List<String> texts) {
    String source = texts.get(0);
    if (source.isEmpty()) {
      return new Answer.Refused("Which one? Type or paste it.");
    }
    try {
      folder = resolve(texts.get(1));
      String expanded = source.startsWith("~/") ? resolve(source).toString() : source;
      return new Answer.Wished(new Wish.Add(expanded, folder));
    } catch (InvalidPathException e) {
      return new Answer.Refused("No folder can be called so: " + e.getReason());
    }
  }

  private Path resolve(String text) {
    if (text.equals("~")) {
      return home;
    }
    Path path = text.startsWith("~/") ? home.resolve(text.substring(2)) : Path.of(text);
    return path.toAbsolutePath().normalize();
  }
}
