package dev.sluice.tui.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tui.canvas.Canvas;
import dev.sluice.tui.canvas.Palette;
import dev.sluice.tui.input.Input;
import dev.sluice.tui.input.InputDecoder;
import dev.tamboui.buffer.Buffer;
import dev.tamboui.layout.Rect;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The UI without a terminal: takes what is typed, shows its screen as text, records wishes. */
final class Stage {
  private static final Path ACTUAL = Path.of("target/screens");

  final List<Wish> wishes = new ArrayList<>();
  private final Desk desk;

  Stage(Snapshot now) {
    desk = new Desk(now, Path.of("/srv/torrents"), Path.of("/home/ada"), wishes::add);
  }

  /** Makes this how things stand, and draws, as the real UI does. */
  Stage show(Snapshot now) {
    desk.show(now);
    return this;
  }

  Stage tell(String sentence) {
    desk.tell(sentence);
    return this;
  }

  /** Types characters as a terminal sends them, and draws after each, as the real UI does. */
  Stage type(String characters) {
    InputDecoder decoder = new InputDecoder(this::act);
    characters.chars().forEach(each -> decoder.accept((char) each));
    decoder.pause();
    return this;
  }

  Stage press(Input.Key... keys) {
    for (Input.Key key : keys) {
      act(new Input.Pressed(key));
    }
    return this;
  }

  Stage act(Input input) {
    String unused = screen(80, 24);
    desk.onInput(input);
    return this;
  }

  /** Returns what the screen shows, without blanks at the ends of lines. */
  String screen(int columns, int rows) {
    Buffer buffer = Buffer.empty(new Rect(0, 0, columns, rows));
    desk.draw(Canvas.over(buffer, Palette.COLOURED));
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < rows; row++) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < columns; column++) {
        if (!buffer.get(column, row).isContinuation()) {
          line.append(buffer.get(column, row).symbol());
        }
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  String screen() {
    return screen(80, 24);
  }

  /** Returns one row of the screen at 80 columns. */
  String row(int index) {
    return screen().lines().toList().get(index);
  }

  /**
   * Compares the screen with the picture of this name, at both sizes. What differs is left in
   * {@code target/screens}: look at it, and copy it over the picture if you like it better.
   */
  void looksLike(String name) throws IOException {
    keep(name + "-80x24.txt", screen(80, 24));
    keep(name + "-160x50.txt", screen(160, 50));
    compare(name + "-80x24.txt", screen(80, 24));
    compare(name + "-160x50.txt", screen(160, 50));
  }

  private static void keep(String file, String screen) throws IOException {
    Files.createDirectories(ACTUAL);
    Files.writeString(ACTUAL.resolve(file), screen);
  }

  private static void compare(String file, String screen) throws IOException {
    try (InputStream picture = Stage.class.getResourceAsStream("/screens/" + file)) {
      String expected =
          picture == null ? "" : new String(picture.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(screen).as("target/screens/" + file).isEqualTo(expected);
    }
  }
}
