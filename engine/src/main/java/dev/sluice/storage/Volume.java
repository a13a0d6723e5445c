package dev.sluice.storage;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The file systems of a machine, as far as torrents need them. {@link DiskVolume} in production;
 * memory and faulty ones in tests.
 */
public interface Volume {
  /**
   * Returns the folder at {@code directory}, which need not exist yet. The path itself is the
   * person's choice and may contain links; what lies below it may not.
   */
  Folder folder(Path directory) throws IOException;
}
