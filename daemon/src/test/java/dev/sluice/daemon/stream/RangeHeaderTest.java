package dev.sluice.daemon.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.ByteRange;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ranges of a file of a thousand bytes; ends are exclusive in the answers. */
class RangeHeaderTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "bytes=0-499; 0-500",
        "bytes=500-; 500-1000",
        "bytes=-300; 700-1000",
        "bytes=-5000; 0-1000",
        "bytes=900-99999; 900-1000",
        "bytes=0-0,-1; 0-1 999-1000",
        "bytes=1000-; ''",
        "bytes=-0; ''",
        "bytes=5000-6000,10-19; 10-20",
        "bytes=0-99,50-149; 0-1000",
      })
  void answersWhatIsThere(String header, String expected) {
    assertThat(
            RangeHeader.parse(header, 1000).orElseThrow().stream()
                .map(RangeHeaderTest::text)
                .collect(Collectors.joining(" ")))
        .isEqualTo(expected);
  }

  private static String text(ByteRange range) {
    return range.from() + "-" + range.to();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=",
        "bytes=-",
        "bytes=a-b",
        "items=0-5",
        "bytes=9-5",
        "bytes=1-2-3",
        "bytes=--1",
        "bytes=99999999999999999999-"
      })
  void ignoresWhatItDoesNotUnderstand(String header) {
    assertThat(RangeHeader.parse(header, 1000)).isEmpty();
  }

  @Test
  void ignoresAFloodOfRanges() {
    String header = "bytes=" + "0-0,".repeat(1000) + "1-1";

    assertThat(RangeHeader.parse(header, 1000)).isEmpty();
  }
}
