package dev.sluice.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.storage.Folder.Access;
import dev.sluice.testkit.MemoryVolume;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ReservedFolderTest {
  private static final int MIB = 1 << 20;
  private static final Path NAME = Path.of("content");

  private final MemoryVolume volume = new MemoryVolume();
  private final Folder folder = new ReservedFolder(volume.folder(Path.of("/downloads")), 4 * MIB);

  @Nested
  class KeepsThePromiseOfAFolder extends VolumeContract {
    @Override
    Folder newFolder() {
      return new ReservedFolder(new MemoryVolume().folder(Path.of("/downloads")), MIB);
    }
  }

  private static void write(OpenFile file, int mib) throws IOException {
    file.write(new ByteBuffer[] {ByteBuffer.allocate(MIB)}, 1, (long) mib * MIB);
  }

  @Test
  void whatIsReservedDoesNotCountAsUsable() throws IOException {
    volume.limitTo(10 * MIB);
    assertThat(folder.usableBytes()).isEqualTo(6 * MIB);
    volume.limitTo(3 * MIB);
    assertThat(folder.usableBytes()).isZero();
  }

  @Test
  void whatIsReservedIsNotWrittenTo() throws IOException {
    volume.limitTo(32 * MIB);
    try (OpenFile file = folder.open(NAME, Access.WRITE)) {
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 32; i++) {
                  write(file, i);
                }
              })
          .isInstanceOf(StorageException.class)
          .hasMessageStartingWith("/downloads/content: ")
          .hasMessageContaining("4 MiB")
          .satisfies(e ->
              assertThat(((StorageException) e).failure().kind())
                  .isEqualTo(StorageFailure.Kind.FULL));
    }
    assertThat(volume.usedBytes()).isBetween(24L * MIB, 32L * MIB);
  }

  @Test
  void thereIsRoomAgainWhenSomebodyMakesSome() throws IOException {
    volume.limitTo(3 * MIB);
    try (OpenFile file = folder.open(NAME, Access.WRITE)) {
      assertThatThrownBy(() -> write(file, 0)).isInstanceOf(StorageException.class);
    }
    volume.limitTo(8 * MIB);
    try (OpenFile file = folder.open(NAME, Access.WRITE)) {
      write(file, 0);
    }
    assertThat(volume.usedBytes()).isEqualTo(MIB);
  }
}
