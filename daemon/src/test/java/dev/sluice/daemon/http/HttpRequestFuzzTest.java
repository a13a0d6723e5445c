package dev.sluice.daemon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the fuzzer starts from, and what it found, stays answered. */
class HttpRequestFuzzTest {
  private static final Path CORPUS = Path.of("src/test/resources/fuzz/http-request");

  @Test
  void survivesItsCorpusCutAnywhere() throws IOException {
    List<Path> corpus;
    try (Stream<Path> files = Files.list(CORPUS)) {
      corpus = files.sorted().toList();
    }
    assertThat(corpus).isNotEmpty();
    for (Path file : corpus) {
      byte[] input = Files.readAllBytes(file);
      for (int length = 0; length <= input.length; length++) {
        byte[] cut = Arrays.copyOf(input, length);
        assertThatCode(() -> HttpRequestFuzz.fuzzerTestOneInput(cut))
            .as(file.toString())
            .doesNotThrowAnyException();
      }
    }
  }
}
