package dev.sluice.metainfo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TorrentCreatorTest {
  private static final int KIB = 1024;
  private static final InfoOptions OPTIONS = InfoOptions.DEFAULT.withPieceBytes(16 * KIB);

  private static NewFile file(String path, long lengthBytes) {
    return new NewFile(List.of(path.split("/")), lengthBytes);
  }

  private static List<String> paths(TorrentCreator creator) {
    return creator.files().files().stream()
        .map(file -> (file.isPadding() ? "p " : "") + file.path() + " " + file.lengthBytes())
        .toList();
  }

  private static String text(Info info) {
    return StandardCharsets.ISO_8859_1.decode(info.encoded()).toString();
  }

  private static Info hashed(TorrentCreator creator) {
    byte[] hashes = new byte[creator.geometry().pieceCount() * 20];
    Arrays.fill(hashes, (byte) '#');
    return creator.info(hashes);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 16384",
    "32768000, 16384",
    "32768001, 32768",
    "1000000000, 524288",
    "1073741824, 1048576",
    "33554432000, 16777216",
    "99999999999999, 16777216",
  })
  void choosesPiecesOfWhichThereAreOneToTwoThousand(long contentBytes, int pieceBytes)
      throws MetainfoException {
    boolean isTooMany = contentBytes / pieceBytes > 3_000_000;
    if (isTooMany) {
      assertThatThrownBy(() -> TorrentCreator.ofFile("a", contentBytes, InfoOptions.DEFAULT))
          .isInstanceOf(MetainfoException.class)
          .hasMessageContaining("choose a longer piece length");
    } else {
      TorrentCreator creator = TorrentCreator.ofFile("a", contentBytes, InfoOptions.DEFAULT);

      assertThat(creator.geometry().pieceBytes()).isEqualTo(pieceBytes);
    }
  }

  @Test
  void writesOneFileWithTheKeysInOrder() throws MetainfoException {
    TorrentCreator creator =
        TorrentCreator.ofFile("a.bin", 20_000, OPTIONS.asPrivate().withSource("SRC"));

    assertThat(text(hashed(creator)))
        .isEqualTo(
            "d6:lengthi20000e4:name5:a.bin12:piece lengthi16384e6:pieces40:"
                + "#".repeat(40)
                + "7:privatei1e6:source3:SRCe");
  }

  @Test
  void writesAFolderOfOneFileAsAFolder() throws MetainfoException {
    TorrentCreator creator = TorrentCreator.ofFolder("top", List.of(file("a/b", 5)), OPTIONS);

    assertThat(text(hashed(creator)))
        .startsWith("d5:filesld6:lengthi5e4:pathl1:a1:beee4:name3:top12:piece length");
  }

  @Test
  void ordersFilesByTheBytesOfTheirPathsWhateverOrderTheyCameIn() throws MetainfoException {
    List<NewFile> files =
        Arrays.asList(
            file("a/1", 1), file("\u00e4", 1), file("a b/2", 1), file("B", 1), file("a.txt", 1));

    TorrentCreator one = TorrentCreator.ofFolder("t", files, OPTIONS);
    Collections.reverse(files);
    TorrentCreator other = TorrentCreator.ofFolder("t", files, OPTIONS);

    assertThat(paths(one))
        .containsExactly("t/B 1", "t/a b/2 1", "t/a.txt 1", "t/a/1 1", "t/\u00e4 1")
        .isEqualTo(paths(other));
    assertThat(hashed(one).infoHash()).isEqualTo(hashed(other).infoHash());
  }

  @Test
  void makesWhatTheParserReadsToTheSame() throws MetainfoException {
    TorrentCreator creator =
        TorrentCreator.ofFolder(
            "t",
            List.of(file("a", 20_000), file("b/c", 0), file("d", 3)),
            OPTIONS.padded().asPrivate());
    Info made = hashed(creator);
    byte[] bytes = new byte[made.encoded().remaining()];
    made.encoded().get(bytes);

    Info read = MetainfoParser.parseInfo(bytes, NameRules.CASE_SENSITIVE);

    assertThat(read.infoHash()).isEqualTo(made.infoHash());
    assertThat(read.files().files()).isEqualTo(made.files().files());
    assertThat(read.geometry()).isEqualTo(made.geometry());
    assertThat(read.isPrivate()).isTrue();
    assertThat(made.isSingleFile()).isFalse();
  }

  @Nested
  class WhenPadded {
    @Test
    void putsPaddingBeforeEachFileThatWouldBeginWithinAPiece() throws MetainfoException {
      TorrentCreator creator =
          TorrentCreator.ofFolder(
              "t",
              List.of(
                  file("a/1", 20_000),
                  file("a b/2", 16_384),
                  file("a.txt", 1000),
                  file("b", 0),
                  file("y", 10),
                  file("z", 0)),
              OPTIONS.padded());

      assertThat(paths(creator))
          .containsExactly(
              "t/a/1 20000",
              "p t/.pad/12768 12768",
              "t/a b/2 16384",
              "t/a.txt 1000",
              "t/b 0",
              "p t/.pad/15384 15384",
              "t/y 10",
              "t/z 0");
      assertThat(text(hashed(creator))).contains("d4:attr1:p6:lengthi12768e4:pathl4:.pad5:12768ee");
    }

    @Test
    void leavesOneFileByItselfAlone() throws MetainfoException {
      TorrentCreator creator = TorrentCreator.ofFile("a", 20_000, OPTIONS.padded());

      assertThat(paths(creator)).containsExactly("a 20000");
    }
  }

  @Nested
  class WhenItCannotBe {
    @Test
    void refusesWhatHasNoByte() {
      assertThatThrownBy(() -> TorrentCreator.ofFolder("t", List.of(file("a", 0)), OPTIONS))
          .isInstanceOf(MetainfoException.class)
          .hasMessage("there is not one byte to share in it");
      assertThatThrownBy(() -> TorrentCreator.ofFolder("t", List.of(), OPTIONS))
          .isInstanceOf(MetainfoException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\b", "a\nb", "a\u202eb", ".."})
    void refusesNamesThatADownloadWouldChange(String name) {
      NewFile file = new NewFile(List.of("sub", name), 5);

      assertThatThrownBy(() -> TorrentCreator.ofFolder("t", List.of(file), OPTIONS))
          .isInstanceOf(MetainfoException.class)
          .hasMessageStartingWith("the name of sub/" + name + " has characters");
      assertThatThrownBy(() -> TorrentCreator.ofFile(name, 5, OPTIONS))
          .isInstanceOf(MetainfoException.class);
    }

    @Test
    void refusesAPathOfTooManyFolders() {
      NewFile file = new NewFile(Collections.nCopies(100, "a"), 5);

      assertThatThrownBy(() -> TorrentCreator.ofFolder("t", List.of(file), OPTIONS))
          .isInstanceOf(MetainfoException.class)
          .hasMessageContaining("more than 100 folders");
    }

    @ParameterizedTest
    @ValueSource(ints = {8 * KIB, 24 * KIB, 256 * KIB * KIB, -1})
    void refusesPieceLengthsThatOthersDoNotTake(int pieceBytes) {
      assertThatThrownBy(
              () -> TorrentCreator.ofFile("a", 5, InfoOptions.DEFAULT.withPieceBytes(pieceBytes)))
          .isInstanceOf(MetainfoException.class)
          .hasMessageContaining("must be a power of two from 16384 to 134217728");
    }

    @Test
    void refusesTheHashesOfAnotherTorrent() throws MetainfoException {
      TorrentCreator creator = TorrentCreator.ofFile("a", 5, OPTIONS);

      assertThatIllegalArgumentException().isThrownBy(() -> creator.info(new byte[40]));
    }
  }
}
