package dev.sluice.interop;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Whether the other party is on this machine. A missing one skips the test and names the package to
 * install; with {@code CI=true} it is a failure, so that nothing goes untested unseen.
 */
final class Installed {
  /** Debian's own Python: its packages are for no other. */
  static final String PYTHON = "/usr/bin/python3";

  private Installed() {}

  /** Goes on only if {@code program} is on the search path. */
  static void require(String program, String debianPackage) {
    if (!isOnPath(program)) {
      missing(program, debianPackage);
    }
  }

  /** Goes on only if Debian's Python can import libtorrent. */
  static void requireLibtorrent() {
    try {
      Process probe =
          new ProcessBuilder(PYTHON, "-c", "import libtorrent")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (probe.waitFor() != 0) {
        missing("libtorrent for " + PYTHON, "python3-libtorrent");
      }
    } catch (IOException _) {
      missing(PYTHON, "python3-libtorrent");
    } catch (InterruptedException e) {
      throw new IllegalStateException("stopped while looking for libtorrent", e);
    }
  }

  /**
   * Goes on only if {@code program} is on the search path; a missing one skips the test and names
   * the package, also with {@code CI=true}. For what is too large to be installed everywhere.
   */
  static void wish(String program, String debianPackage) {
    if (!isOnPath(program)) {
      abort(program + " is not here: apt-get install " + debianPackage);
    }
  }

  private static boolean isOnPath(String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private static void missing(String what, String debianPackage) {
    String message = what + " is missing: apt-get install " + debianPackage;
    if ("true".equals(System.getenv("CI"))) {
      fail(message);
    }
    abort(message);
  }
}
