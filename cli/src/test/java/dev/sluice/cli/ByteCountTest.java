package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ByteCountTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1234, 1234",
    "17B, 17",
    "500K, 500000",
    "500k, 500000",
    "2M, 2000000",
    "1.5M, 1500000",
    "1MiB, 1048576",
    "1 MiB/s, 1048576",
    "512KiB, 524288",
    "1Ki, 1024",
    "3GB, 3000000000",
    "1TiB, 1099511627776"
  })
  void readsAmountsAsPeopleWriteThem(String text, long bytes) {
    assertThat(ByteCount.parse(text).bytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-1", "K", "1X", "1.M", "1iB", "0x10", "1e3", "9999999999999T", "1 2"})
  void refusesEverythingElse(String text) {
    assertThatThrownBy(() -> ByteCount.parse(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("is no amount of bytes");
  }
}
