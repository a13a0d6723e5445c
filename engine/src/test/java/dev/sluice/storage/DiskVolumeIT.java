package dev.sluice.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.storage.Folder.Access;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskVolumeIT extends VolumeContract {
  @TempDir private Path temporary;

  @Override
  Folder newFolder() throws IOException {
    return new DiskVolume().folder(temporary.resolve("not/yet"));
  }

  @Nested
  class WhenLinksArePlanted {
    @Test
    void opensNoFileThatIsALink() throws IOException {
      Folder folder = newFolder();
      Path root = Files.createDirectories(folder.path());
      Path outside = Files.write(temporary.resolve("outside"), new byte[] {1});
      Files.createSymbolicLink(root.resolve("link"), outside);

      assertRefused(folder, Path.of("link"));
      assertThat(outside).hasBinaryContent(new byte[] {1});
    }

    @Test
    void opensNoFileBelowAFolderThatIsALink() throws IOException {
      Folder folder = newFolder();
      Path root = Files.createDirectories(folder.path());
      Path outside = Files.createDirectory(temporary.resolve("outside"));
      Files.write(outside.resolve("file"), new byte[] {1});
      Files.createSymbolicLink(root.resolve("link"), outside);

      assertRefused(folder, Path.of("link", "file"));
      assertRefused(folder, Path.of("link", "new", "file"));
      assertThat(outside).isDirectoryContaining(file -> file.endsWith("file"));
      assertThat(outside.resolve("new")).doesNotExist();
    }

    @Test
    void opensNoFolderAsAFile() throws IOException {
      Folder folder = newFolder();
      Files.createDirectories(folder.path().resolve("folder"));

      assertRefused(folder, Path.of("folder"));
    }

    @Test
    void allowsTheDownloadFolderItselfToBeALink() throws IOException {
      Path real = Files.createDirectory(temporary.resolve("real"));
      Files.createSymbolicLink(temporary.resolve("link"), real);
      Folder folder = new DiskVolume().folder(temporary.resolve("link"));

      folder.open(Path.of("a", "b"), Access.WRITE).close();

      assertThat(real.resolve("a/b")).isRegularFile();
    }

    private void assertRefused(Folder folder, Path path) {
      assertThatThrownBy(() -> folder.open(path, Access.READ))
          .isInstanceOf(FileSystemException.class);
      assertThatThrownBy(() -> folder.open(path, Access.WRITE))
          .isInstanceOf(FileSystemException.class);
      assertThatThrownBy(() -> folder.stamp(path)).isInstanceOf(AccessDeniedException.class);
    }
  }

  @Test
  void writesBehindFourGibibytesWithoutFillingTheDisk() throws IOException {
    Folder folder = newFolder();
    long far = 5L << 30;
    long before = Files.getFileStore(temporary).getUsableSpace();

    try (OpenFile file = folder.open(Path.of("large"), Access.WRITE)) {
      file.write(
          new ByteBuffer[] {ByteBuffer.wrap(new byte[] {1, 2}), ByteBuffer.wrap(new byte[] {3})},
          2,
          far);
      ByteBuffer target = ByteBuffer.allocate(4);
      assertThat(file.read(target, far)).isEqualTo(3);
      assertThat(target.array()).containsExactly(1, 2, 3, 0);
    }

    assertThat(folder.stamp(Path.of("large")).orElseThrow().sizeBytes()).isEqualTo(far + 3);
    assertThat(before - Files.getFileStore(temporary).getUsableSpace()).isLessThan(4L << 30);
  }
}
