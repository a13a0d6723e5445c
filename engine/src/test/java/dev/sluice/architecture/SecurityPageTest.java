package dev.sluice.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/security.md} names every threat, and tests that exist. */
class SecurityPageTest {
  private static final Path PROJECT = Path.of("..");
  private static final int THREATS = 30;
  private static final Pattern ROW =
      Pattern.compile("\\| (\\d+) \\| [^|]+ \\| (met|partly|not met) \\| [^|]+ \\| ([^|]*)\\|");
  private static final Pattern TEST = Pattern.compile("`(\\w+)\\.(\\w+)`");

  private record Row(int threat, String state, List<String[]> tests) {}

  private static List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String line : Files.readAllLines(PROJECT.resolve("docs/security.md"))) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        List<String[]> tests =
            TEST.matcher(row.group(3))
                .results()
                .map(test -> new String[] {test.group(1), test.group(2)})
                .toList();
        rows.add(new Row(Integer.parseInt(row.group(1)), row.group(2), tests));
      }
    }
    return rows;
  }

  @Test
  void everyThreatHasItsRowInOrder() throws IOException {
    assertThat(rows().stream().map(Row::threat))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, THREATS).boxed().toList());
  }

  @Test
  void whatIsCalledMetNamesATest() throws IOException {
    assertThat(rows()).allMatch(row -> row.state().equals("not met") || !row.tests().isEmpty());
  }

  @Test
  void everyNamedTestExists() throws IOException {
    Map<String, String> sources = testSources();
    for (Row row : rows()) {
      for (String[] test : row.tests()) {
        assertThat(sources).as("threat %d", row.threat()).containsKey(test[0]);
        assertThat(sources.get(test[0])).as(test[0]).contains("void " + test[1] + "(");
      }
    }
  }

  private static Map<String, String> testSources() throws IOException {
    Map<String, String> sources = new HashMap<>();
    for (String module : List.of("engine", "daemon", "cli")) {
      try (Stream<Path> files = Files.walk(PROJECT.resolve(module + "/src/test/java"))) {
        for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
          sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
        }
      }
    }
    return sources;
  }
}
