package dev.sluice.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.PieceSet;
import dev.sluice.testkit.TestTorrent;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * Pieces of 16 KiB, and files:
 *
 * <pre>
 *   piece   |   0   |   1   |   2   |  3 |
 *   file    |  a (0)     | b (1)    | pad (3) | c (4) |     empty (2)
 * </pre>
 */
class SelectionTest {
  private static final int KIB = 1024;
  private static final TestTorrent TORRENT =
      TestTorrent.folder("files")
          .file("a", new byte[24 * KIB])
          .file("b", new byte[20 * KIB])
          .file("empty", new byte[0])
          .padding()
          .file("c", new byte[100])
          .build();

  private static Selection select(Predicate<Integer> filter) {
    return Selection.of(TORRENT.info(), filter);
  }

  private static PieceSet pieces(int... indices) {
    PieceSet pieces = new PieceSet(TORRENT.info().geometry().pieceCount());
    for (int piece : indices) {
      pieces.add(piece);
    }
    return pieces;
  }

  private static HaveSet have(Predicate<Integer> filter, int... indices) {
    HaveSet have = new HaveSet(select(filter));
    have.addAll(pieces(indices));
    return have;
  }

  @Test
  void wantsEveryPieceOfEveryFile() {
    assertThat(select(file -> true).wantedBytes()).isEqualTo(48 * KIB + 100);
    assertThat(have(file -> true).bytesLeft()).isEqualTo(48 * KIB + 100);
    assertThat(have(file -> true, 0, 1, 2).isComplete()).isFalse();
    assertThat(have(file -> true, 0, 1, 2, 3).isComplete()).isTrue();
  }

  @Test
  void wantsWholePiecesOfAFileThatSharesThem() {
    Predicate<Integer> onlyB = file -> file == 1;

    assertThat(select(onlyB).wantedBytes()).isEqualTo(32 * KIB);
    assertThat(have(onlyB, 1, 2).isComplete()).isTrue();
    assertThat(have(onlyB, 0, 1, 3).bytesLeft()).isEqualTo(16 * KIB);
  }

  @Test
  void wantsNothingForEmptyFilesAndPadding() {
    assertThat(select(file -> file == 2 || file == 3).wantedBytes()).isZero();
    assertThat(have(file -> false).isComplete()).isTrue();
  }

  @Test
  void countsAPieceOnceAndWantsAllAgainWhenWhatIsHereIsForgotten() {
    HaveSet have = have(file -> true, 0, 0);
    assertThat(have.add(0)).isFalse();
    assertThat(have.bytesLeft()).isEqualTo(32 * KIB + 100);

    have.forget();

    assertThat(have.bytesLeft()).isEqualTo(48 * KIB + 100);
    assertThat(have.pieces().isEmpty()).isTrue();
  }

  @Test
  void givesAPickerThatWantsWhatIsSelectedAndMissing() {
    var picker = select(file -> file == 1).picker(pieces(1), new Random(1));

    assertThat(picker.isInteresting(pieces(0, 1, 3))).isFalse();
    assertThat(picker.isInteresting(pieces(2))).isTrue();
    assertThat(picker.isComplete()).isFalse();
  }

  @Test
  void givesACompletePickerWhenNothingSelectedIsMissing() {
    assertThat(select(file -> file == 4).picker(pieces(3), new Random(1)).isComplete()).isTrue();
  }
}
