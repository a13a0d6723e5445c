package dev.sluice.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/limits.md} tells the truth. */
class LimitsTest {
  private static final Path PAGE = Path.of("../docs/limits.md");
  private static final Pattern ROW =
      Pattern.compile("\\| `([\\w.$]+)\\.(\\w+)` \\| ([\\d,]+)(?: (\\w+))? \\| (.+) \\|");

  private static final Map<String, Long> UNITS =
      Map.of(
          "s", TimeUnit.SECONDS.toNanos(1),
          "min", TimeUnit.MINUTES.toNanos(1),
          "h", TimeUnit.HOURS.toNanos(1),
          "KiB", 1L << 10,
          "MiB", 1L << 20);

  /** What strangers fill in these packages must stand on the page, whatever it is called. */
  private static final List<String> OPEN_TO_STRANGERS =
      List.of("swarm.discovery", "swarm.trust", "swarm.Connections", "swarm.Recovery");

  private record Limit(String className, String field, long value) {
    static Limit of(Matcher row) {
      String unit = row.group(4);
      long factor = unit == null ? 1 : Objects.requireNonNull(UNITS.get(unit), unit);
      long number = Long.parseLong(row.group(3).replace(",", ""));
      return new Limit(row.group(1), row.group(2), number * factor);
    }

    @Override
    public String toString() {
      return className + "." + field;
    }
  }

  private static List<Limit> listed() throws IOException {
    return Files.readAllLines(PAGE).stream()
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .map(Limit::of)
        .toList();
  }

  @Test
  void everyListedLimitIsAsListed() throws IOException, ReflectiveOperationException {
    List<Limit> limits = listed();

    assertThat(limits).hasSizeGreaterThan(30);
    for (Limit limit : limits) {
      Field field = Class.forName("dev.sluice." + limit.className).getDeclaredField(limit.field);
      field.setAccessible(true);
      assertThat(((Number) field.get(null)).longValue())
          .as(limit.toString())
          .isEqualTo(limit.value);
    }
  }

  @Test
  void everyRowIsUnderstood() throws IOException {
    long rows = Files.readAllLines(PAGE).stream().filter(line -> line.startsWith("| `")).count();

    assertThat(listed()).hasSize((int) rows);
  }

  @Test
  void everyLimitOfWhatStrangersFillIsListed() throws IOException {
    Set<String> listed = new TreeSet<>();
    listed().forEach(limit -> listed.add(limit.toString()));
    Set<String> found = new TreeSet<>();
    Engine.classes().stream()
        .filter(
            type -> OPEN_TO_STRANGERS.stream().anyMatch(type.getName().substring(11)::startsWith))
        .flatMap(type -> type.getFields().stream())
        .filter(field -> field.getName().startsWith("MAX_"))
        .map(field -> field.getOwner().getName().substring(11) + "." + field.getName())
        .forEach(found::add);

    assertThat(found).contains("swarm.trust.BlameLedger.MAX_GONE");
    assertThat(listed).containsAll(found);
  }
}
