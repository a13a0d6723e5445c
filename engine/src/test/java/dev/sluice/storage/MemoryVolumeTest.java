package dev.sluice.storage;

import dev.sluice.testkit.MemoryVolume;
import java.nio.file.Path;

class MemoryVolumeTest extends VolumeContract {
  @Override
  Folder newFolder() {
    return new MemoryVolume().folder(Path.of("/somewhere/new"));
  }
}
