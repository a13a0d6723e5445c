package dev.sluice.tui.words;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.RateLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateTextTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "500K, 500000",
    "2M, 2000000",
    "1MiB, 1048576",
    "1KiB/s, 1024",
    "3g, 3000000000"
  })
  void readsWhatTheCommandLineReads(String text, long bytes) {
    assertThat(RateText.parse(text)).hasValue(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "0"})
  void nothingIsNoLimit(String text) {
    assertThat(RateText.parse(text)).hasValue(RateLimits.UNLIMITED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fast", "-1", "1T", "1.5M", "9999999999"})
  void theRestIsNoRate(String text) {
    assertThat(RateText.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "1500000, 1500K",
    "2000000, 2M",
    "3000000000, 3G",
    "1048576, 1MiB",
    "1024, 1KiB",
    "1234567, 1234567",
    "9999999999, 9999999K"
  })
  void writesWhatItReads(long bytes, String text) {
    assertThat(RateText.of(bytes)).isEqualTo(text);
    assertThat(RateText.parse(text)).isPresent();
  }

  @Test
  void writesNothingForNoLimit() {
    assertThat(RateText.of(RateLimits.UNLIMITED)).isEmpty();
  }

  @Test
  void theLargestFits() {
    assertThat(RateText.parse("999999999GiB").getAsLong()).isPositive();
  }
}
