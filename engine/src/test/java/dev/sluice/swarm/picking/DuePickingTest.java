package dev.sluice.swarm.picking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.BlockRef;
import dev.sluice.model.PieceGeometry;
import dev.sluice.model.PieceSet;
import dev.sluice.swarm.peer.PeerKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is picked when somebody needs pieces in time: eight pieces of two blocks. */
class DuePickingTest {
  private static final int BLOCK = BlockRef.MAX_BYTES;
  private static final PeerKey ANN = new PeerKey(1);
  private static final PeerKey BOB = new PeerKey(2);

  private final PiecePicker picker =
      new PiecePicker(
          new PieceGeometry(16L * BLOCK, 2 * BLOCK),
          new PickingLimits(20, 0, 1 << 30, 2, 4),
          new Random(3));

  /** Deadlines in seconds; a peer needs so many seconds for a block, whatever it owes. */
  private record Seconds(long perBlock, long expectedOfOthers) implements Punctuality {
    @Override
    public boolean suits(Asker asker, DuePieces.DuePiece piece, int pickedCount) {
      return perBlock * (pickedCount + 1) <= piece.deadlineNanos();
    }

    @Override
    public long arrivalNanos(PeerKey peer, BlockRef block) {
      return expectedOfOthers;
    }

    @Override
    public boolean saves(Asker asker, DuePieces.DuePiece piece, long expectedNanos) {
      return expectedNanos > piece.deadlineNanos() && perBlock < expectedNanos;
    }
  }

  private static Seconds pace(long secondsPerBlock) {
    return new Seconds(secondsPerBlock, 9);
  }

  private void due(int... piecesAndSeconds) {
    Map<Integer, Long> deadlines = new HashMap<>();
    for (int i = 0; i < piecesAndSeconds.length; i += 2) {
      deadlines.put(piecesAndSeconds[i], (long) piecesAndSeconds[i + 1]);
    }
    picker.expect(DuePieces.of(deadlines, 0));
  }

  private static Asker everythingOf(PeerKey peer) {
    return new Asker(peer, PieceSet.full(8), Manner.SHARING);
  }

  private List<String> pickDue(PeerKey peer, Punctuality punctuality, int maxBlocks) {
    List<BlockRef> into = new ArrayList<>();
    assertThat(picker.pickDue(everythingOf(peer), maxBlocks, punctuality, into))
        .isEqualTo(into.size());
    return names(into);
  }

  private static List<String> names(List<BlockRef> blocks) {
    return blocks.stream().map(block -> block.pieceIndex() + ":" + block.blockIndex()).toList();
  }

  @Test
  void picksTheSoonestFirst() {
    due(5, 30, 2, 10, 7, 20);

    assertThat(pickDue(ANN, pace(1), 5)).containsExactly("2:0", "2:1", "7:0", "7:1", "5:0");
  }

  @Test
  void givesASlowPeerWhatIsNeededLater() {
    due(2, 10, 5, 30);

    assertThat(pickDue(ANN, pace(15), 5)).containsExactly("5:0", "5:1");
  }

  @Test
  void givesNothingToWhoIsLateForAll() {
    due(2, 10);

    assertThat(pickDue(ANN, pace(15), 5)).isEmpty();
  }

  @Test
  void leavesDuePiecesOutOfTheOrdinaryPick() {
    due(0, 1, 1, 1, 2, 1, 3, 1, 4, 1, 5, 1, 6, 1);
    List<BlockRef> into = new ArrayList<>();

    picker.pick(everythingOf(ANN), 16, into);

    assertThat(names(into)).containsExactly("7:0", "7:1");
  }

  @Test
  void doesNotAskForABlockTwice() {
    due(2, 10);
    pickDue(ANN, pace(1), 5);

    assertThat(pickDue(BOB, pace(1), 5)).isEmpty();
  }

  @Test
  void asksAnotherPeerForWhatWillBeLate() {
    due(2, 5);
    pickDue(ANN, pace(1), 1);
    List<BlockRef> into = new ArrayList<>();

    boolean found = picker.pickLate(everythingOf(BOB), new DuePieces.DuePiece(2, 5), pace(1), into);

    assertThat(found).isTrue();
    assertThat(names(into)).containsExactly("2:0");
    assertThat(picker.received(BOB, into.get(0)).alsoAsked()).containsExactly(ANN);
  }

  @Test
  void asksNobodyTwiceForWhatWillBeInTime() {
    due(2, 10);
    pickDue(ANN, pace(1), 1);

    assertThat(
            picker.pickLate(
                everythingOf(BOB), new DuePieces.DuePiece(2, 10), pace(1), new ArrayList<>()))
        .isFalse();
  }
}
