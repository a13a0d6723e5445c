package dev.sluice.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.storage.Folder.Access;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every volume promises. */
abstract class VolumeContract {
  private static final Path FILE = Path.of("some", "deep", "file");

  private Folder folder;

  /** Returns a folder that does not exist yet. */
  abstract Folder newFolder() throws IOException;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = newFolder();
  }

  private static ByteBuffer bytes(int... values) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(values.length);
    Arrays.stream(values).forEach(value -> bytes.put((byte) value));
    return bytes.flip();
  }

  private byte[] read(long position, int length) throws IOException {
    ByteBuffer target = ByteBuffer.allocate(length);
    try (OpenFile file = folder.open(FILE, Access.READ)) {
      int count = file.read(target, position);
      return Arrays.copyOf(target.array(), count);
    }
  }

  private void write(long position, ByteBuffer... sources) throws IOException {
    try (OpenFile file = folder.open(FILE, Access.WRITE)) {
      file.write(sources, sources.length, position);
    }
  }

  @Test
  void readsWhatWasWrittenFromSeveralBuffers() throws IOException {
    write(2, bytes(1, 2), bytes(), bytes(3), bytes(4, 5, 6));

    assertThat(read(0, 100)).containsExactly(0, 0, 1, 2, 3, 4, 5, 6);
    assertThat(read(3, 2)).containsExactly(2, 3);
    assertThat(read(8, 1)).isEmpty();
    assertThat(read(1000, 1)).isEmpty();
  }

  @Test
  void writesOnlyTheBuffersCountedAndWhatRemainsInThem() throws IOException {
    ByteBuffer first = bytes(1, 2, 3);
    first.position(1);
    try (OpenFile file = folder.open(FILE, Access.WRITE)) {
      file.write(new ByteBuffer[] {first, bytes(4), bytes(5)}, 2, 0);
      assertThat(file.size()).isEqualTo(3);
    }

    assertThat(read(0, 9)).containsExactly(2, 3, 4);
  }

  @Test
  void readsAndWritesThroughOneHandle() throws IOException {
    try (OpenFile file = folder.open(FILE, Access.WRITE)) {
      file.write(new ByteBuffer[] {bytes(1, 2), bytes(3, 4)}, 2, 0);
      ByteBuffer target = ByteBuffer.allocate(2);
      assertThat(file.read(target, 1)).isEqualTo(2);
      file.write(new ByteBuffer[] {bytes(9), bytes(8)}, 2, 1);
      assertThat(target.array()).containsExactly(2, 3);
    }

    assertThat(read(0, 9)).containsExactly(1, 9, 8, 4);
  }

  @Test
  void keepsWhatIsThereWhenItIsOpenedAgain() throws IOException {
    write(0, bytes(1, 2, 3));
    write(1, bytes(9));

    assertThat(read(0, 9)).containsExactly(1, 9, 3);
  }

  @Test
  void makesNoFileForReading() throws IOException {
    assertThatThrownBy(() -> folder.open(FILE, Access.READ))
        .isInstanceOf(NoSuchFileException.class);
    assertThat(folder.stamp(FILE)).isEmpty();
  }

  @Test
  void knowsSizeAndTimeOfAFile() throws IOException {
    write(0, bytes(1, 2, 3));
    Optional<FileStamp> stamp = folder.stamp(FILE);

    assertThat(stamp.orElseThrow().sizeBytes()).isEqualTo(3);
    assertThat(folder.stamp(FILE)).isEqualTo(stamp);
    read(0, 3);
    assertThat(folder.stamp(FILE)).isEqualTo(stamp);
    write(3, bytes(4));
    assertThat(folder.stamp(FILE)).isNotEqualTo(stamp);
  }

  @Test
  void cutsAFileButNeverMakesItLonger() throws IOException {
    write(0, bytes(1, 2, 3));
    try (OpenFile file = folder.open(FILE, Access.WRITE)) {
      file.truncate(10);
      assertThat(file.size()).isEqualTo(3);
      file.truncate(1);
      assertThat(file.size()).isEqualTo(1);
      file.force();
    }
    write(2, bytes(7));

    assertThat(read(0, 9)).containsExactly(1, 0, 7);
  }

  @Test
  void putsOneFileInThePlaceOfAnother() throws IOException {
    write(0, bytes(1));
    Path aside = Path.of("aside");
    try (OpenFile file = folder.open(aside, Access.WRITE)) {
      file.write(new ByteBuffer[] {bytes(2)}, 1, 0);
    }

    folder.replace(aside, FILE);

    assertThat(read(0, 9)).containsExactly(2);
    assertThat(folder.stamp(aside)).isEmpty();
  }

  @Test
  void deletesAFileThatMayBeMissing() throws IOException {
    write(0, bytes(1));
    folder.delete(FILE);
    folder.delete(FILE);

    assertThat(folder.stamp(FILE)).isEmpty();
  }

  @Test
  void doesNotLeaveTheFolder() {
    for (String path : new String[] {"..", "../x", "a/../../x", "/etc/x", "", "."}) {
      assertThatThrownBy(() -> folder.open(Path.of(path), Access.WRITE))
          .as(path)
          .isInstanceOf(AccessDeniedException.class);
      assertThatThrownBy(() -> folder.stamp(Path.of(path)))
          .as(path)
          .isInstanceOf(AccessDeniedException.class);
    }
  }

  @Test
  void knowsItsSpaceAndVolumeBeforeItExists() throws IOException {
    assertThat(folder.usableBytes()).isPositive();
    assertThat(folder.volumeName()).isNotEmpty();
    assertThat(folder.maxFileBytes()).isGreaterThanOrEqualTo(0xffff_ffffL);
  }
}
