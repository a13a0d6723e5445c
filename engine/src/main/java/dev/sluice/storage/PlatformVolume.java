package dev.sluice.storage;

import dev.sluice.storage.platform.PlatformFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * The machine's own file systems, and folders that only the platform can open: each of them stands
 * at a path of its own, under which torrents name it.
 */
public final class PlatformVolume implements Volume {
  private final Volume disk = new DiskVolume();
  private final Map<Path, PlatformFolder> folders;

  /** Puts {@code folders} in the place of what the disk has at their paths. */
  public PlatformVolume(Map<Path, PlatformFolder> folders) {
    this.folders = Map.copyOf(folders);
  }

  @Override
  public Folder folder(Path directory) throws IOException {
    PlatformFolder folder = folders.get(directory);
    return folder == null ? disk.folder(directory) : new DescriptorFolder(directory, folder);
  }
}
