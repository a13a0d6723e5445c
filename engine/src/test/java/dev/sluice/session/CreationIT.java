package dev.sluice.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.metainfo.FileEntry;
import dev.sluice.metainfo.Info;
import dev.sluice.metainfo.InfoOptions;
import dev.sluice.metainfo.MetainfoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Torrents of real files; the check of downloads confirms their hashes. */
class CreationIT {
  private static final InfoOptions SMALL = InfoOptions.DEFAULT.withPieceBytes(16 * 1024);

  @TempDir private Path work;

  private Path write(String path, int bytes) throws IOException {
    byte[] content = new byte[bytes];
    new SplittableRandom(bytes).nextBytes(content);
    Path file = work.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.write(file, content);
  }

  private static List<String> paths(Info info) {
    return info.files().files().stream().map(FileEntry::path).map(Object::toString).toList();
  }

  @Test
  void hashesATreeAsTheCheckOfADownloadDoes() throws Exception {
    write("tree/b/two", 100_000);
    write("tree/one", 1);
    write("tree/.hidden", 70_000);
    write("tree/empty", 0);
    Files.createDirectories(work.resolve("tree/no files"));
    List<Long> progress = new ArrayList<>();

    Info info = Creation.survey(work.resolve("tree"), SMALL).hash(progress::add);

    assertThat(paths(info)).containsExactly("tree/.hidden", "tree/b/two", "tree/empty", "tree/one");
    assertThat(Verification.check(info, work, bytes -> {}).isFull()).isTrue();
    assertThat(progress).isSorted().endsWith(170_001L);
  }

  @Test
  void hashesPaddingAsZeros() throws Exception {
    write("tree/a", 20_000);
    write("tree/b", 20_000);

    Info info = Creation.survey(work.resolve("tree"), SMALL.padded()).hash(bytes -> {});

    assertThat(paths(info)).containsExactly("tree/a", "tree/.pad/12768", "tree/b");
    assertThat(Verification.check(info, work, bytes -> {}).isFull()).isTrue();
  }

  @Test
  void hashesOneFile() throws Exception {
    Path file = write("one", 40_000);

    Info info = Creation.survey(file, SMALL).hash(bytes -> {});

    assertThat(info.isSingleFile()).isTrue();
    assertThat(info.name()).isEqualTo("one");
    assertThat(Verification.check(info, work, bytes -> {}).isFull()).isTrue();
  }

  @Test
  void leavesLinksOutAndNamesThem() throws Exception {
    Path file = write("tree/file", 5);
    Path link = Files.createSymbolicLink(work.resolve("tree/link"), file);
    Path folderLink = Files.createSymbolicLink(work.resolve("tree/loop"), work.resolve("tree"));

    Creation creation = Creation.survey(work.resolve("tree"), SMALL);

    assertThat(creation.plan().files().fileCount()).isEqualTo(1);
    assertThat(creation.skipped())
        .containsExactlyInAnyOrder(link, folderLink)
        .allMatch(Files::isSymbolicLink);
  }

  @Test
  void followsTheLinkThatTheUserNames() throws Exception {
    Path file = write("data", 5);
    Path link = Files.createSymbolicLink(work.resolve("link"), file);

    assertThat(Creation.survey(link, SMALL).plan().name()).isEqualTo("data");
  }

  @Nested
  class WhenAFileChangesMeanwhile {
    private Creation surveyed() throws IOException, MetainfoException {
      write("tree/a", 50_000);
      write("tree/b", 50_000);
      return Creation.survey(work.resolve("tree"), SMALL);
    }

    private void assertRefused(Creation creation, String name) {
      assertThatThrownBy(() -> creation.hash(bytes -> {}))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(
              work.resolve("tree").resolve(name) + ": changed while it was hashed");
    }

    @Test
    void refusesOneThatGrows() throws Exception {
      Creation creation = surveyed();
      write("tree/b", 50_001);

      assertRefused(creation, "b");
    }

    @Test
    void refusesOneThatShrinks() throws Exception {
      Creation creation = surveyed();
      write("tree/a", 49_999);

      assertRefused(creation, "a");
    }

    @Test
    void refusesOneThatIsGone() throws Exception {
      Creation creation = surveyed();
      Files.delete(work.resolve("tree/b"));

      assertRefused(creation, "b");
    }
  }

  @Test
  void namesWhatIsNotThere() {
    Path missing = work.resolve("missing");

    assertThatThrownBy(() -> Creation.survey(missing, SMALL))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(missing.toString());
  }

  @Test
  void endsSoonWhenInterrupted() throws Exception {
    write("one", 40_000);
    Creation creation = Creation.survey(work.resolve("one"), SMALL);
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> creation.hash(bytes -> {})).isInstanceOf(InterruptedException.class);
  }
}
