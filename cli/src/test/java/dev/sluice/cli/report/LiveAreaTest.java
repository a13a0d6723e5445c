package dev.sluice.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveAreaTest {
  private static final TerminalSize WIDE = new TerminalSize(80, 24);
  private static final String FIRST = "\u001b[?2026h\u001b[?25l\ra\u001b[K\r\nb\u001b[K\r\n";
  private static final String END = "\u001b[J\u001b[?2026l";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final LiveArea area = new LiveArea(new PrintStream(bytes, true, StandardCharsets.UTF_8));

  private static ScreenLine line(String text) {
    return new ScreenLine(new Look(false, true)).add(text);
  }

  private String written() {
    String text = bytes.toString(StandardCharsets.UTF_8);
    bytes.reset();
    return text;
  }

  @Test
  void drawsTheNextFrameOverTheLast() {
    area.draw(List.of(line("a"), line("b")), WIDE);
    assertThat(written()).isEqualTo(FIRST + END);

    area.draw(List.of(line("c")), WIDE);

    assertThat(written()).isEqualTo("\u001b[?2026h\r\u001b[2Ac\u001b[K\r\n" + END);
  }

  @Test
  void goesUpFurtherWhereANarrowerTerminalHasWrappedTheLastFrame() {
    area.draw(List.of(line("x".repeat(79)), line("y")), WIDE);
    bytes.reset();

    area.draw(List.of(), new TerminalSize(40, 24));

    assertThat(written()).startsWith("\u001b[?2026h\r\u001b[3A");
  }

  @Test
  void leavesTheCursorVisible() {
    area.draw(List.of(line("a")), WIDE);
    bytes.reset();

    area.leave();
    area.leave();

    assertThat(written()).isEqualTo("\u001b[?25h");
  }

  @Test
  void drawsNoMoreOnceItIsLeft() {
    area.draw(List.of(line("a")), WIDE);
    area.leave();
    bytes.reset();

    area.draw(List.of(line("b")), WIDE);

    assertThat(written()).isEmpty();
  }

  @Test
  void writesNothingWhenNothingWasDrawn() {
    area.leave();

    assertThat(written()).isEmpty();
  }
}
