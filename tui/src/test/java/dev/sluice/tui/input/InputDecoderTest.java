package dev.sluice.tui.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tui.input.Input.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputDecoderTest {
  private final List<Input> inputs = new ArrayList<>();
  private final InputDecoder decoder = new InputDecoder(inputs::add);

  private List<Input> decode(String characters) {
    characters.chars().forEach(each -> decoder.accept((char) each));
    return inputs;
  }

  @Test
  void readsCharactersBeyondTheBasicPlane() {
    assertThat(decode("a水🐋"))
        .containsExactly(new Input.Typed('a'), new Input.Typed('水'), new Input.Typed(0x1f40b));
  }

  @ParameterizedTest
  @CsvSource({
    "[A, UP",
    "OA, UP",
    "[B, DOWN",
    "[C, RIGHT",
    "[D, LEFT",
    "[H, HOME",
    "[1~, HOME",
    "[F, END",
    "[4~, END",
    "[5~, PAGE_UP",
    "[6~, PAGE_DOWN",
    "[3~, DELETE",
    "[Z, BACK_TAB",
    "[1;5A, UP"
  })
  void readsKeys(String sequence, Key key) {
    assertThat(decode("\u001b" + sequence)).containsExactly(new Input.Pressed(key));
  }

  @Test
  void anEscapeAloneIsAKeyAfterAPause() {
    assertThat(decode("\u001b")).isEmpty();
    assertThat(decoder.isWaiting()).isTrue();

    decoder.pause();

    assertThat(inputs).containsExactly(new Input.Pressed(Key.ESCAPE));
    assertThat(decoder.isWaiting()).isFalse();
  }

  @Test
  void twoEscapesAndAnArrow() {
    assertThat(decode("\u001b\u001b[A"))
        .containsExactly(new Input.Pressed(Key.ESCAPE), new Input.Pressed(Key.UP));
  }

  @Test
  void readsTheMouse() {
    assertThat(decode("\u001b[<0;5;7M\u001b[<0;5;7m\u001b[<64;1;1M\u001b[<65;1;1M\u001b[<2;1;1M"))
        .containsExactly(
            new Input.Clicked(4, 6), new Input.Scrolled(-3, 0, 0), new Input.Scrolled(3, 0, 0));
  }

  @Test
  void pastedTextIsOneInputWhateverItContains() {
    assertThat(decode("\u001b[200~magnet:?x\r\n\u001b[Aq\u001b[201~q"))
        .containsExactly(new Input.Pasted("magnet:?x\r\n\u001b[Aq"), new Input.Typed('q'));
  }

  @Test
  void whatIsTooMuchOfAPasteIsDropped() {
    String much = "x".repeat(InputDecoder.MAX_PASTE_CHARS + 1000);

    decode("\u001b[200~" + much + "\u001b[201~q");

    assertThat(inputs).hasSize(2).last().isEqualTo(new Input.Typed('q'));
    assertThat(((Input.Pasted) inputs.getFirst()).text().length())
        .isLessThanOrEqualTo(InputDecoder.MAX_PASTE_CHARS + 10);
  }

  @Test
  void goesOnAfterAnyNoise() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      decoder.accept((char) random.nextInt(0x20, 0x80));
      if (random.nextInt(10) == 0) {
        decoder.accept('\u001b');
      }
    }
    decode("\u001b[201~\u001b[201~");
    decoder.pause();
    inputs.clear();

    assertThat(decode("q")).as("seed " + seed).containsExactly(new Input.Typed('q'));
  }
}
