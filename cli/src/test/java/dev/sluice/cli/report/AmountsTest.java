package dev.sluice.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "999, 999 B",
    "1000, 1.0 KiB",
    "16384, 16 KiB",
    "1536, 1.5 KiB",
    "102400, 100 KiB",
    "1048575, 1.0 MiB",
    "1048576, 1 MiB",
    "347078656, 331 MiB",
    "9223372036854775807, 8 EiB"
  })
  void writesBytesWithThreeDigits(long bytes, String text) {
    assertThat(Amounts.bytes(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "-5, 0 s",
    "59, 59 s",
    "60, 1 min",
    "125, 2 min 5 s",
    "12000, 3 h 20 min",
    "90000, 1 d 1 h",
    "8640000, 100 d"
  })
  void writesTimesWithTwoUnits(long seconds, String text) {
    assertThat(Amounts.time(Duration.ofSeconds(seconds))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0, 0.0%", "0.4265, 42.6%", "0.99999, 99.9%", "1, 100%", "-1, 0.0%", "2, 100%"})
  void neverRoundsUpToComplete(double fraction, String text) {
    assertThat(Amounts.percent(fraction)).isEqualTo(text);
  }
}
