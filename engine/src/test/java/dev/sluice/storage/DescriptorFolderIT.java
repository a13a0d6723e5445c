package dev.sluice.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescriptorFolderIT extends VolumeContract {
  private static final Path STANDS_FOR_IT = Path.of("/documents");

  @TempDir private Path temporary;
  private HandedOut platform;

  @BeforeEach
  @Override
  void makeFolder() throws IOException {
    platform = new HandedOut(temporary);
    super.makeFolder();
  }

  @AfterEach
  void everythingHasComeBack() {
    platform.close();
  }

  @Override
  Folder newFolder() throws IOException {
    return volume().folder(STANDS_FOR_IT);
  }

  private Volume volume() {
    return new PlatformVolume(Map.of(STANDS_FOR_IT, platform));
  }

  @Test
  void hasTheDiskWhereNoFolderOfThePlatformStands() throws IOException {
    assertThat(volume().folder(temporary)).isInstanceOf(DiskFolder.class);
  }

  @Test
  void findsOutThatHolesTakeNoSpace() throws IOException {
    assertThat(SparseProbe.keepsHoles(newFolder())).isTrue();
    assertThat(temporary).isEmptyDirectory();
  }
}
