package dev.sluice.metainfo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.PieceGeometry;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileLayoutTest {
  private static FileLayout layout(int... lengths) {
    List<FileEntry> files = new ArrayList<>();
    long offset = 0;
    for (int i = 0; i < lengths.length; i++) {
      files.add(new FileEntry(i, SafePath.of("f" + i), lengths[i], offset, Set.of()));
      offset += lengths[i];
    }
    return new FileLayout(files);
  }

  @Test
  void splitsARangeWhereFilesMeetAndSkipsEmptyOnes() {
    FileLayout layout = layout(0, 10, 0, 0, 5, 20, 0);

    assertThat(layout.spans(8, 10))
        .containsExactly(new FileSpan(1, 8, 2), new FileSpan(4, 0, 5), new FileSpan(5, 0, 3));
    assertThat(layout.spans(10, 5)).containsExactly(new FileSpan(4, 0, 5));
    assertThat(layout.spans(34, 1)).containsExactly(new FileSpan(5, 19, 1));
  }

  @Test
  void hasNoSpansForAnEmptyRange() {
    assertThat(layout(10).spans(10, 0)).isEmpty();
    assertThat(layout(0, 0).spans(0, 0)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"-1, 1", "0, 11", "10, 1", "1, -1", "5, 9223372036854775807"})
  void refusesRangesBeyondTheTorrent(long offset, long length) {
    assertThatThrownBy(() -> layout(10).spans(offset, length))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void knowsThePiecesOfAFile() {
    FileLayout layout = layout(10, 22, 0, 1);
    PieceGeometry geometry = new PieceGeometry(33, 16);

    assertThat(layout.firstPiece(0, geometry)).isZero();
    assertThat(layout.lastPiece(0, geometry)).isZero();
    assertThat(layout.firstPiece(1, geometry)).isZero();
    assertThat(layout.lastPiece(1, geometry)).isEqualTo(1);
    assertThat(layout.firstPiece(3, geometry)).isEqualTo(2);
    assertThatThrownBy(() -> layout.firstPiece(2, geometry))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesFilesThatDoNotFollowEachOther() {
    FileEntry gap = new FileEntry(0, SafePath.of("a"), 1, 1, Set.of());

    assertThatThrownBy(() -> new FileLayout(List.of(gap)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new FileLayout(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void mapsEveryByteToTheFileThatHoldsIt(long seed) {
    Random random = new Random(seed);
    int[] lengths = random.ints(1 + random.nextInt(40), 0, 6).toArray();
    FileLayout layout = layout(lengths);
    List<FileSpan> bytes = new ArrayList<>();
    for (int file = 0; file < lengths.length; file++) {
      for (int i = 0; i < lengths[file]; i++) {
        bytes.add(new FileSpan(file, i, 1));
      }
    }

    int from = random.nextInt(bytes.size() + 1);
    int to = from + random.nextInt(bytes.size() - from + 1);
    List<FileSpan> spans = layout.spans(from, to - from);

    assertThat(spans.stream().flatMap(span -> singleBytes(span).stream()))
        .isEqualTo(bytes.subList(from, to));
    assertThat(spans.stream().map(FileSpan::fileIndex)).doesNotHaveDuplicates();
  }

  private static List<FileSpan> singleBytes(FileSpan span) {
    List<FileSpan> bytes = new ArrayList<>();
    for (int i = 0; i < span.lengthBytes(); i++) {
      bytes.add(new FileSpan(span.fileIndex(), span.fileOffset() + i, 1));
    }
    return bytes;
  }
}
