package dev.sluice.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Puts temporary folders under {@code target/interop}: gigabytes do not belong into a {@code /tmp}
 * that may be memory.
 */
final class InteropFolder implements TempDirFactory {
  @Override
  public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context)
      throws IOException {
    Path parent =
        Files.createDirectories(ProjectRoot.find().resolve("cli").resolve("target/interop"));
    Path folder = Files.createTempDirectory(parent, "it-");
    // opentracker reads its list as an unprivileged user.
    return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
