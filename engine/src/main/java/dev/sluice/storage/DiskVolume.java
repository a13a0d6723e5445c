package dev.sluice.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The machine's own file systems. */
public final class DiskVolume implements Volume {
  @Override
  public Folder folder(Path directory) throws IOException {
    Path absolute = directory.toAbsolutePath().normalize();
    return new DiskFolder(Files.exists(absolute) ? absolute.toRealPath() : absolute);
  }
}
