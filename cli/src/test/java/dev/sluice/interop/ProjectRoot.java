package dev.sluice.interop;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the project's root is, from wherever the tests were started. */
final class ProjectRoot {
  private ProjectRoot() {}

  /** Returns the nearest folder, upwards from the working directory, that holds the modules. */
  static Path find() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.isRegularFile(folder.resolve("engine/pom.xml"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new IllegalStateException("not inside the project: " + Path.of("").toAbsolutePath());
    }
    return folder;
  }
}
