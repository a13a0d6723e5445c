package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {
  @Test
  void showsTheProgramThatATestRuns() throws IOException {
    String source = Files.readString(Path.of("src/test/java/dev/sluice/EmbeddingExample.java"));
    String readme = Files.readString(Path.of("../README.md"));

    assertThat(between(readme, "```java\n", "```"))
        .isEqualTo(between(source, "// README begins\n", "// README ends").stripIndent());
  }

  private static String between(String text, String begin, String end) {
    assertThat(text).containsOnlyOnce(begin);
    int from = text.indexOf(begin) + begin.length();
    return text.substring(from, text.indexOf(end, from));
  }
}
