package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.report.TerminalSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalTest {
  @Test
  void readsRowsAndColumns() {
    assertThat(Terminal.parse("24 80\n")).contains(new TerminalSize(80, 24));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0 0\n", "80", "a b", "24 80 1", "-1 5", "24 999999"})
  void ignoresWhatIsNoSize(String answer) {
    assertThat(Terminal.parse(answer)).isEmpty();
  }
}
