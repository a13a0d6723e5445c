package dev.sluice.tui.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "999, 999 B",
    "1000, 1.0 K",
    "1024, 1.0 K",
    "102348, 99.9 K",
    "102400, 100 K",
    "1048576, 1.0 M",
    "9223372036854775807, 8.0 E"
  })
  void sizesTakeSixColumnsAtMost(long bytes, String text) {
    assertThat(Amounts.bytes(bytes)).isEqualTo(text).hasSizeLessThanOrEqualTo(6);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0s",
    "59, 59s",
    "60, 1m00",
    "3599, 59m59",
    "3600, 1h00",
    "86399, 23h59",
    "86400, 1d00h",
    "8639999, 99d23h",
    "8640000, ever"
  })
  void timesTakeSixColumnsAtMost(long seconds, String text) {
    assertThat(Amounts.time(Duration.ofSeconds(seconds)))
        .isEqualTo(text)
        .hasSizeLessThanOrEqualTo(6);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, –",
    "1, 0, –",
    "0, 5, 0.00",
    "5, 1, 5.00",
    "50, 1, 50.0",
    "500, 1, 500",
    "99999, 1, 9999"
  })
  void ratiosTakeFourColumns(long up, long down, String text) {
    assertThat(Amounts.ratio(up, down)).isEqualTo(text);
  }

  @Test
  void isComplete() {
    assertThat(Amounts.percent(0.9999)).isEqualTo("99.9%");
    assertThat(Amounts.percent(1)).isEqualTo("100%");
  }
}
