package dev.sluice.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.storage.StorageFailure.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalsTest {
  private static final Path PATH = Path.of("/downloads/film");

  @ParameterizedTest
  @CsvSource({
    "No space left on device, FULL",
    "There is not enough space on the disk, FULL",
    "Disk quota exceeded, FULL",
    "File too large, FILE_TOO_LARGE",
    "Read-only file system, NOT_WRITABLE",
    "Operation not permitted, NOT_WRITABLE",
    "Too many levels of symbolic links, NOT_WRITABLE",
    "Input/output error, BROKEN",
    "Stale file handle, MISSING",
    "something nobody has heard of, BROKEN"
  })
  void knowsWhatTheSystemMeans(String text, Kind kind) {
    StorageFailure plain = Refusals.describe(PATH, new IOException(text));
    StorageFailure ofFile = Refusals.describe(PATH, new FileSystemException("film", null, text));

    assertThat(plain.kind()).isEqualTo(kind);
    assertThat(ofFile).isEqualTo(plain);
    assertThat(plain.reason()).doesNotContain("Exception").doesNotContain(PATH.toString());
  }

  @Test
  void knowsTheExceptionsThatSayItByTheirType() {
    assertThat(Refusals.describe(PATH, new NoSuchFileException("film")).kind())
        .isEqualTo(Kind.MISSING);
    assertThat(Refusals.describe(PATH, new AccessDeniedException("film")).kind())
        .isEqualTo(Kind.NOT_WRITABLE);
    assertThat(
            Refusals.describe(PATH, new AccessDeniedException("film", null, "is a link")).reason())
        .contains("is a link");
  }

  @Test
  void explainsOnlyOnce() {
    StorageException first = Refusals.explain(PATH, new IOException("Disk quota exceeded"));

    assertThat(Refusals.explain(Path.of("/other"), first)).isSameAs(first);
    assertThat(first).hasMessageContaining(PATH.toString());
  }
}
