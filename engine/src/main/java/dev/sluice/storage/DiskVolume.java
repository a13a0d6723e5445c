package dev.sluice.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The machine's own file systems. */
public final class DiskVolume implements Volume {
  @Override
  public Folder folder(Path directory) throws IOException {
    return new DiskFolder(realPath(directory.toAbsolutePath().normalize()));
  }

  /** Resolves the links in what exists of the path, so that it stays the same once it all does. */
  private static Path realPath(Path path) throws IOException {
    Path parent = path.getParent();
    Path name = path.getFileName();
    if (Files.exists(path) || parent == null || name == null) {
      return path.toRealPath();
    }
    return realPath(parent).resolve(name);
  }
}
