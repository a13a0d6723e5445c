package dev.sluice.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The engine as the rules see it: its compiled classes, its packages and their arrows. */
final class Engine {
  static final String ROOT = "dev.sluice.";

  /** Where the sources of the engine lie, seen from its module's folder, where tests run. */
  static final Path SOURCES = Path.of("src/main/java");

  /** Every package of the plan, with the packages that it may import besides itself and model. */
  static final Map<String, List<String>> MAY_IMPORT =
      Map.ofEntries(
          Map.entry("bencode", List.of()),
          Map.entry("model", List.of()),
          Map.entry("actor", List.of()),
          Map.entry("metainfo", List.of("bencode")),
          Map.entry("wire", List.of("bencode")),
          Map.entry("transport", List.of("actor")),
          Map.entry("tracker", List.of("bencode", "actor", "transport")),
          Map.entry("dht", List.of("bencode", "actor", "transport")),
          Map.entry("lsd", List.of("actor", "transport")),
          Map.entry("storage", List.of("bencode", "metainfo", "actor")),
          Map.entry(
              "swarm",
              List.of(
                  "bencode",
                  "actor",
                  "metainfo",
                  "wire",
                  "transport",
                  "tracker",
                  "dht",
                  "storage",
                  "api")),
          Map.entry("media", List.of()),
          Map.entry("api", List.of("metainfo")),
          Map.entry(
              "session",
              List.of(
                  "bencode",
                  "actor",
                  "metainfo",
                  "wire",
                  "transport",
                  "tracker",
                  "dht",
                  "lsd",
                  "storage",
                  "swarm",
                  "media",
                  "api")));

  private Engine() {}

  /** Returns the classes of the engine itself, without its tests. */
  static JavaClasses classes() {
    return Imported.CLASSES;
  }

  /** Returns the first name behind the root: {@code swarm} for a class in any package below it. */
  static String packageOf(JavaClass type) {
    String name = type.getPackageName();
    String below = name.startsWith(ROOT) ? name.substring(ROOT.length()) : "";
    int dot = below.indexOf('.');
    return dot < 0 ? below : below.substring(0, dot);
  }

  /** Returns whether the engine has classes in the package that {@code typeName} names. */
  static boolean hasPackageOf(String typeName) {
    String packageName = typeName.substring(0, typeName.lastIndexOf('.'));
    return classes().stream().anyMatch(type -> type.getPackageName().equals(packageName));
  }

  /** Returns the pattern for a package of the engine and everything below it. */
  static String tree(String name) {
    return ROOT + name + "..";
  }

  /** Imports once, when first asked: reading class files is the slow part. */
  private static final class Imported {
    private static final JavaClasses CLASSES = read();

    private static JavaClasses read() {
      Path compiled = Path.of("target/classes");
      if (!Files.isDirectory(compiled)) {
        throw new IllegalStateException("no compiled engine at " + compiled.toAbsolutePath());
      }
      return new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_PACKAGE_INFOS)
          .importPath(compiled);
    }
  }
}
