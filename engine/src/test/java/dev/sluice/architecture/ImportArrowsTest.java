package dev.sluice.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import dev.sluice.model.Bep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Imports point down, and the plan names every package. */
class ImportArrowsTest {
  @Test
  void seesEveryPackageThatHasSources() throws IOException {
    assertThat(packages()).contains("actor", "model").isEqualTo(packagesWithSources());
  }

  @Test
  void knowsEveryPackageThatExists() {
    assertThat(packages())
        .as("a package that the plan does not name has no place in the house")
        .isSubsetOf(Engine.MAY_IMPORT.keySet());
  }

  @ParameterizedTest
  @MethodSource("packages")
  void importsOnlyWhatThePlanAllows(String name) {
    List<String> allowed = new ArrayList<>();
    allowed.add(Engine.tree(name));
    allowed.add(Engine.tree("model"));
    Engine.MAY_IMPORT
        .getOrDefault(name, List.of())
        .forEach(below -> allowed.add(Engine.tree(below)));
    allowed.addAll(List.of("java..", "javax.net.ssl..", "javax.crypto..", "org.slf4j.."));
    allowed.add("org.jspecify.annotations..");

    classes()
        .that()
        .resideInAPackage(Engine.tree(name))
        .should()
        .onlyDependOnClassesThat(inPackages(allowed))
        .because("imports point down (docs/architecture.md) and the engine needs only slf4j-api")
        .check(Engine.classes());
  }

  @Test
  void hasNoCycleOfPackages() {
    slices()
        .matching(Engine.ROOT + "(**)")
        .should()
        .beFreeOfCycles()
        .because("packages in a cycle can only be understood together")
        .check(Engine.classes());
  }

  @ParameterizedTest
  @MethodSource("groundWithoutNouns")
  void keepsTheGroundFreeOfNouns(String name) {
    noClasses()
        .that()
        .resideInAPackage(Engine.tree(name))
        .should()
        .dependOnClassesThat(
            JavaClass.Predicates.resideInAPackage(Engine.tree("model"))
                .and(DescribedPredicate.not(JavaClass.Predicates.type(Bep.class))))
        .because(name + " serves any program; of model it may use the BEP numbers alone")
        .check(Engine.classes());
  }

  @ParameterizedTest
  @MethodSource("packages")
  void explainsEveryPackage(String name) throws IOException {
    for (String folder : foldersOf(name)) {
      String doc = Files.readString(Engine.SOURCES.resolve(folder).resolve("package-info.java"));
      assertThat(doc)
          .as("%s/package-info.java says what the package knows and must not know", folder)
          .matches("(?s).*Knows:.*Must\\W+not\\W+know:.*Read\\W+first:.*");
    }
  }

  @Test
  void marksEveryPackageAsNullSafe() throws IOException {
    assertThat(Files.readString(Engine.SOURCES.resolve("module-info.java")))
        .as("@NullMarked on the module covers all of its packages")
        .containsPattern("@NullMarked\\s+module dev.sluice.engine");
  }

  static Stream<String> groundWithoutNouns() {
    return Stream.of("actor", "bencode").filter(packages()::contains);
  }

  /** The first names of all packages that have classes. */
  static Set<String> packages() {
    return Engine.classes().stream()
        .filter(type -> type.getPackageName().startsWith(Engine.ROOT))
        .map(Engine::packageOf)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> packagesWithSources() throws IOException {
    Path root = Engine.SOURCES.resolve(Engine.ROOT.replace('.', '/'));
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.endsWith("package-info.java"))
          .map(file -> root.relativize(file).getName(0).toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static Set<String> foldersOf(String name) {
    return Engine.classes().stream()
        .filter(type -> Engine.packageOf(type).equals(name))
        .map(type -> type.getPackageName().replace('.', '/'))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static DescribedPredicate<JavaClass> inPackages(List<String> patterns) {
    return JavaClass.Predicates.resideInAnyPackage(patterns.toArray(String[]::new))
        .or(
            DescribedPredicate.describe(
                "primitives and arrays", type -> type.isPrimitive() || type.isArray()));
  }
}
