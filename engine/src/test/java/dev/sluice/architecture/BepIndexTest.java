package dev.sluice.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import dev.sluice.model.Bep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code BEPS.md} is an index one can trust: it says what the annotations say. */
class BepIndexTest {
  private static final Path INDEX = Path.of("../BEPS.md");
  private static final Set<String> STATES = Set.of("done", "partly", "planned", "not planned");
  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

  /** One row: {@code | number | title | state | types |}. */
  private record Row(int number, String state, Set<String> types) {}

  @Test
  void namesExactlyTheAnnotatedTypes() throws IOException {
    Map<Integer, Set<String>> indexed = indexedTypes();
    Map<Integer, Set<String>> annotated = annotatedTypes();
    Set<Integer> numbers = new TreeSet<>(indexed.keySet());
    numbers.addAll(annotated.keySet());

    assertThat(annotated).as("annotations seen").isNotEmpty();
    assertThat(numbers)
        .filteredOn(n -> !typesOf(annotated, n).equals(typesOf(indexed, n)))
        .extracting(n -> "BEP %d has the types %s".formatted(n, cell(typesOf(annotated, n))))
        .as("corrections to BEPS.md")
        .isEmpty();
  }

  @Test
  void givesEachBepOneRowInOrder() throws IOException {
    List<Integer> numbers = rows().stream().map(Row::number).toList();

    assertThat(numbers).isSorted().doesNotHaveDuplicates().contains(3);
  }

  @Test
  void usesFourStatesAlone() throws IOException {
    assertThat(rows()).extracting(Row::state).isSubsetOf(STATES);
  }

  @Test
  void namesTypesOfWhatIsDone() throws IOException {
    assertThat(rows())
        .filteredOn(row -> row.state().equals("done") || row.state().equals("partly"))
        .allSatisfy(row -> assertThat(row.types()).as("BEP %d", row.number()).isNotEmpty());
  }

  private static Set<String> typesOf(Map<Integer, Set<String>> types, int number) {
    return types.getOrDefault(number, Set.of());
  }

  private static String cell(Set<String> types) {
    return types.stream().map(type -> "`" + type + "`").collect(Collectors.joining(" "));
  }

  private static Map<Integer, Set<String>> indexedTypes() throws IOException {
    return rows().stream().collect(Collectors.toMap(Row::number, Row::types));
  }

  /** The simple names of the types that carry a number, on themselves or on a method. */
  private static Map<Integer, Set<String>> annotatedTypes() {
    Map<Integer, Set<String>> types = new TreeMap<>();
    for (JavaClass type : Engine.classes()) {
      annotationsOf(type)
          .flatMapToInt(BepIndexTest::numbers)
          .forEach(number -> types.computeIfAbsent(number, n -> new TreeSet<>()).add(nameOf(type)));
    }
    return types;
  }

  private static Stream<JavaAnnotation<?>> annotationsOf(JavaClass type) {
    Stream<JavaAnnotation<?>> onMethods =
        type.getMethods().stream().flatMap(method -> bep(method.getAnnotations()));
    return Stream.concat(bep(type.getAnnotations()), onMethods);
  }

  private static IntStream numbers(JavaAnnotation<?> bep) {
    return Arrays.stream((int[]) bep.get("value").orElseThrow());
  }

  private static Stream<JavaAnnotation<?>> bep(Set<? extends JavaAnnotation<?>> annotations) {
    return annotations.stream()
        .<JavaAnnotation<?>>map(annotation -> annotation)
        .filter(annotation -> annotation.getRawType().isEquivalentTo(Bep.class));
  }

  /** Returns {@code PeerMessage.Have} for a nested type, as one writes it in Java. */
  private static String nameOf(JavaClass type) {
    return type.getEnclosingClass().map(outer -> nameOf(outer) + ".").orElse("")
        + type.getSimpleName();
  }

  private static List<Row> rows() throws IOException {
    try (Stream<String> lines = Files.lines(INDEX)) {
      return lines.filter(line -> line.matches("\\| *\\d+ *\\|.*")).map(BepIndexTest::row).toList();
    }
  }

  private static Row row(String line) {
    String[] cells = line.split("\\|", -1);
    assertThat(cells).as(line).hasSize(6);
    Set<String> types =
        QUOTED
            .matcher(cells[4])
            .results()
            .map((MatchResult match) -> match.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    String state = cells[3].strip().replaceFirst(":.*", "");
    return new Row(Integer.parseInt(cells[1].strip()), state, types);
  }
}
