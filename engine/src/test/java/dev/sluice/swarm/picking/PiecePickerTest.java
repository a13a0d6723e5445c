package dev.sluice.swarm.picking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.BlockRef;
import dev.sluice.model.PieceGeometry;
import dev.sluice.model.PieceSet;
import dev.sluice.swarm.peer.PeerKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The picker by pictures. A row has one column per piece: {@code x} for a piece that somebody has,
 * {@code .} for one that is missing. A block is written {@code piece:block}.
 */
class PiecePickerTest {
  private static final int BLOCK = BlockRef.MAX_BYTES;
  private static final PeerKey ANN = new PeerKey(1);
  private static final PeerKey BOB = new PeerKey(2);
  private static final PeerKey CAT = new PeerKey(3);
  private static final PeerKey DAN = new PeerKey(4);

  private PiecePicker picker = picker(1, 1);

  /** A picker whose first four pieces are here, so that the rarest come first from now on. */
  private static PiecePicker picker(int missingPieces, int blocksPerPiece) {
    return picker(missingPieces, blocksPerPiece, new PickingLimits(20, 0, 1 << 30, 2, 4));
  }

  private static PiecePicker picker(int missingPieces, int blocksPerPiece, PickingLimits limits) {
    int pieceBytes = blocksPerPiece * BLOCK;
    PieceGeometry geometry = new PieceGeometry((4L + missingPieces) * pieceBytes, pieceBytes);
    PiecePicker picker = new PiecePicker(geometry, limits, new Random(7));
    for (int piece = 0; piece < 4; piece++) {
      picker.markHave(piece);
    }
    return picker;
  }

  /** Piece 0 of a picture is the first that is missing. */
  private static PieceSet pieces(String row) {
    PieceSet pieces = new PieceSet(4 + row.length());
    for (int i = 0; i < row.length(); i++) {
      if (row.charAt(i) == 'x') {
        pieces.add(4 + i);
      }
    }
    return pieces;
  }

  private List<String> pick(PeerKey peer, String offers, int maxBlocks) {
    return pick(peer, offers, Manner.SHARING, maxBlocks);
  }

  private List<String> pick(PeerKey peer, String offers, Manner manner, int maxBlocks) {
    List<BlockRef> into = new ArrayList<>();
    int picked = picker.pick(new Asker(peer, pieces(offers), manner), maxBlocks, into);
    assertThat(into).hasSize(picked);
    return into.stream().map(PiecePickerTest::name).toList();
  }

  private static String name(BlockRef block) {
    return (block.pieceIndex() - 4) + ":" + block.blockIndex();
  }

  private static BlockRef block(String name) {
    String[] parts = name.split(":");
    return new BlockRef(4 + Integer.parseInt(parts[0]), BLOCK * Integer.parseInt(parts[1]), BLOCK);
  }

  private Arrival receive(PeerKey peer, String name) {
    return picker.received(peer, block(name));
  }

  private void receiveAll(PeerKey peer, List<String> names) {
    for (String name : names) {
      assertThat(receive(peer, name).isAccepted()).as(name).isTrue();
    }
  }

  @ParameterizedTest(name = "availability {0}, priorities {1}: pieces in the order {2}")
  @CsvSource({
    "1 2 3 4, n n n n, 0 1 2 3",
    "4 3 2 1, n n n n, 3 2 1 0",
    "2 9 1 5, n n n n, 2 0 3 1",
    "1 2 3 4, l n h n, 2 1 3 0",
    "4 3 2 1, h h l l, 1 0 3 2",
    "1 2 3 4, s n s n, 1 3",
    "1 2 3 4, s s s s, ''",
  })
  void prefersPriorityThenRarity(String availability, String priorities, String expected) {
    picker = picker(4, 1);
    for (int piece = 0; piece < 4; piece++) {
      int copies = Integer.parseInt(availability.split(" ")[piece]);
      for (int copy = 0; copy < copies; copy++) {
        picker.peerHas(4 + piece);
      }
      picker.setPriority(4 + piece, priority(priorities.split(" ")[piece]));
    }

    List<String> picked = pick(ANN, "xxxx", 10);

    assertThat(String.join(" ", picked)).isEqualTo(expected.replaceAll("(\\d)", "$1:0"));
  }

  private static Priority priority(String letter) {
    return switch (letter) {
      case "s" -> Priority.SKIP;
      case "l" -> Priority.LOW;
      case "n" -> Priority.NORMAL;
      default -> Priority.HIGH;
    };
  }

  @Nested
  class WhenPeersComeAndGo {
    @BeforeEach
    void threePieces() {
      picker = picker(3, 1);
      picker.peerJoined(pieces("xxx"));
      picker.peerJoined(pieces("xx."));
      picker.peerJoined(pieces("x.."));
    }

    @Test
    void countsWhoHasAPiece() {
      assertThat(picker.availability(4)).isEqualTo(3);
      assertThat(picker.availability(5)).isEqualTo(2);
      assertThat(picker.availability(6)).isEqualTo(1);
    }

    @Test
    void aPeerThatGoesTakesItsPiecesAlong() {
      picker.peerLeft(pieces("xx."));

      assertThat(picker.availability(4)).isEqualTo(2);
      assertThat(picker.availability(5)).isEqualTo(1);
    }

    @Test
    void aPeerThatBecameASeedLeavesNoTrace() {
      picker.peerJoined(PieceSet.full(7));
      PieceSet grown = pieces("...");
      picker.peerJoined(grown);
      for (int piece = 0; piece < 7; piece++) {
        picker.peerHas(piece);
        grown.add(piece);
      }

      picker.peerLeft(grown);
      picker.peerLeft(PieceSet.full(7));

      assertThat(picker.availability(0)).isZero();
      assertThat(picker.availability(6)).isEqualTo(1);
      assertThat(pick(ANN, "xxx", 3)).containsExactly("2:0", "1:0", "0:0");
    }
  }

  @Nested
  class WhenPiecesAreStarted {
    @BeforeEach
    void fourPiecesOfThreeBlocks() {
      picker = picker(4, 3);
      picker.peerJoined(pieces("xxxx"));
    }

    @Test
    void finishesThemBeforeItStartsAnother() {
      List<String> first = pick(ANN, "xxxx", 2);
      List<String> second = pick(BOB, "xxxx", 1);

      String piece = first.get(0).substring(0, 1);
      assertThat(first).containsExactly(piece + ":0", piece + ":1");
      assertThat(second).containsExactly(piece + ":2");
    }

    @Test
    void prefersTheOneWithTheFewestFreeBlocks() {
      pick(ANN, "x...", 1);
      pick(ANN, ".x..", 2);

      assertThat(pick(BOB, "xxxx", 3)).containsExactly("1:2", "0:1", "0:2");
    }

    @Test
    void startsAnotherForAPeerThatHasNoneOfThem() {
      pick(ANN, "x...", 1);

      assertThat(pick(BOB, "..x.", 1)).containsExactly("2:0");
    }

    @Test
    void takesAHigherPriorityFirst() {
      pick(ANN, "x...", 1);
      picker.setPriority(4 + 3, Priority.HIGH);

      assertThat(pick(ANN, "xxxx", 4)).containsExactly("3:0", "3:1", "3:2", "0:1");
    }

    @Test
    void aFastPeerKeepsToPiecesOfItsOwn() {
      pick(ANN, "x...", 1);

      assertThat(pick(BOB, "xx..", Manner.WHOLE_PIECES, 2)).containsExactly("1:0", "1:1");
      assertThat(pick(BOB, "xx..", Manner.WHOLE_PIECES, 3)).containsExactly("1:2", "0:1", "0:2");
    }

    @Test
    void neverAsksTwiceForABlockBeforeTheEnd() {
      Set<String> asked = new HashSet<>(pick(ANN, "xxxx", 5));

      assertThat(pick(BOB, "xxxx", 5)).doesNotContainAnyElementsOf(asked).hasSize(5);
    }

    @Test
    void keepsTheBlocksOfASkippedPieceUntilItIsWantedAgain() {
      receiveAll(ANN, pick(ANN, "x...", 1));
      picker.setPriority(4, Priority.SKIP);
      assertThat(pick(ANN, "x...", 3)).isEmpty();
      assertThat(picker.piecesInFlight()).isZero();

      picker.setPriority(4, Priority.NORMAL);

      assertThat(pick(ANN, "x...", 3)).containsExactly("0:1", "0:2");
      assertThat(picker.piecesInFlight()).isEqualTo(1);
    }
  }

  @Nested
  class WhenManyPiecesAreInFlight {
    @BeforeEach
    void atMostTwoPieces() {
      picker = picker(20, 2, new PickingLimits(2, 0, 1 << 30, 2, 4));
      picker.peerJoined(pieces("xxxxxxxxxxxxxxxxxxxx"));
    }

    @Test
    void startsNoMoreThanTheLimit() {
      assertThat(pick(ANN, "xxxxxxxxxxxxxxxxxxxx", 100)).hasSize(4);
      assertThat(picker.piecesInFlight()).isEqualTo(2);
    }

    @Test
    void aPieceCountsUntilItIsVerified() {
      List<String> blocks = pick(ANN, "xx..................", 100);
      receiveAll(ANN, blocks.subList(0, 3));
      assertThat(pick(ANN, "xxxxxxxxxxxxxxxxxxxx", 100)).isEmpty();

      picker.pieceVerified(block(blocks.get(0)).pieceIndex());

      assertThat(pick(ANN, "xxxxxxxxxxxxxxxxxxxx", 100)).hasSize(2);
    }

    @Test
    void anIdlePeerWithNoneOfThemStartsOneMore() {
      pick(ANN, "xx..................", 100);

      assertThat(pick(BOB, "..xxxxxxxxxxxxxxxxxx", 100)).hasSize(2);
      assertThat(pick(BOB, "..xxxxxxxxxxxxxxxxxx", 100)).isEmpty();
      assertThat(picker.piecesInFlight()).isEqualTo(3);
    }

    @Test
    void evenIdlePeersStopAtFourTimesTheLimit() {
      for (int peer = 0; peer < 20; peer++) {
        pick(new PeerKey(100 + peer), "xxxxxxxxxxxxxxxxxxxx", 100);
      }

      assertThat(picker.piecesInFlight()).isEqualTo(8);
    }
  }

  @ParameterizedTest(name = "pieces of {0} KiB: {1} in flight")
  @CsvSource({"16, 512", "64, 128", "256, 32", "512, 20", "1024, 20", "4096, 16", "16384, 4"})
  void boundsPiecesByBytesToo(int pieceKib, int pieces) {
    PieceGeometry geometry = new PieceGeometry(1L << 40, pieceKib * 1024);

    assertThat(PickingLimits.DEFAULT.piecesInFlight(geometry)).isEqualTo(pieces);
  }

  @Nested
  class WhenEveryBlockIsAskedFor {
    private List<String> asked;

    @BeforeEach
    void annOwesTwoPiecesOfThreeBlocks() {
      picker = picker(2, 3);
      picker.peerJoined(pieces("xx"));
      asked = pick(ANN, "xx", 6);
    }

    @Test
    void isInTheEndGame() {
      assertThat(asked).hasSize(6);
      assertThat(picker.isEndGame()).isTrue();
    }

    @Test
    void asksOthersForTheLastBlocksOfAPiece() {
      assertThat(pick(BOB, "x.", 2)).containsExactly("0:2", "0:1");
    }

    @Test
    void asksAPeerForNoMoreThanTheLimit() {
      assertThat(pick(BOB, "xx", 100)).hasSize(4);
      assertThat(pick(BOB, "xx", 100)).isEmpty();
    }

    @Test
    void asksNoMorePeersForABlockThanTheLimit() {
      pick(BOB, "x.", 100);

      assertThat(pick(CAT, "x.", 100)).isEmpty();
      assertThat(pick(CAT, "xx", 100)).hasSize(3);
    }

    @Test
    void tellsWhomToSendACancel() {
      pick(BOB, "x.", 1);

      Arrival arrival = receive(BOB, "0:2");

      assertThat(arrival.isAccepted()).isTrue();
      assertThat(arrival.alsoAsked()).containsExactly(ANN);
      assertThat(picker.requestedFrom(ANN)).isEqualTo(5);
      assertThat(picker.requestedFrom(BOB)).isZero();
    }

    @Test
    void takesTheLoserOfARaceForADuplicate() {
      pick(BOB, "x.", 1);
      receive(BOB, "0:2");

      assertThat(receive(ANN, "0:2").verdict()).isEqualTo(Arrival.Verdict.DUPLICATE);
    }

    @Test
    void leavesOutPeersThatOweUsForLongOrAreSuspected() {
      assertThat(pick(BOB, "xx", Manner.SNUBBED, 1)).isEmpty();
      assertThat(pick(BOB, "xx", Manner.ON_PAROLE, 1)).isEmpty();
    }

    @Test
    void aPieceThatNobodyHasDoesNotKeepItFromBeginning() {
      picker = picker(2, 1);
      picker.peerJoined(pieces("x."));

      assertThat(pick(ANN, "x.", 1)).containsExactly("0:0");

      assertThat(picker.isEndGame()).isTrue();
      assertThat(pick(BOB, "x.", 1)).containsExactly("0:0");
    }

    @Test
    void endsWhenABlockIsFreeAgain() {
      picker.reopen(ANN, block("1:1"));

      assertThat(picker.isEndGame()).isFalse();
      assertThat(pick(BOB, "xx", 1)).containsExactly("1:1");
    }
  }

  @Nested
  class WhenABlockComes {
    @BeforeEach
    void annOwesTheFirstBlock() {
      picker = picker(1, 2);
      picker.peerJoined(pieces("x"));
      assertThat(pick(ANN, "x", 1)).containsExactly("0:0");
    }

    @Test
    void acceptsItOnce() {
      assertThat(receive(ANN, "0:0").verdict()).isEqualTo(Arrival.Verdict.ACCEPTED);
      assertThat(receive(ANN, "0:0").verdict()).isEqualTo(Arrival.Verdict.DUPLICATE);
    }

    @Test
    void refusesOneThatWasNotAskedFor() {
      assertThat(receive(ANN, "0:1").verdict()).isEqualTo(Arrival.Verdict.NOT_ASKED);
      assertThat(receive(BOB, "0:0").verdict()).isEqualTo(Arrival.Verdict.NOT_ASKED);
    }

    @Test
    void refusesOneOfAnotherShape() {
      assertThat(picker.received(ANN, new BlockRef(4, 0, BLOCK - 1)).verdict())
          .isEqualTo(Arrival.Verdict.NOT_ASKED);
      assertThat(picker.received(ANN, new BlockRef(4, 1, BLOCK)).verdict())
          .isEqualTo(Arrival.Verdict.NOT_ASKED);
      assertThat(picker.received(ANN, new BlockRef(5, 0, BLOCK)).verdict())
          .isEqualTo(Arrival.Verdict.NOT_ASKED);
    }

    @Test
    void takesOneOfAPieceThatIsHereForADuplicate() {
      assertThat(picker.received(ANN, new BlockRef(0, 0, BLOCK)).verdict())
          .isEqualTo(Arrival.Verdict.DUPLICATE);
    }

    @Test
    void welcomesOneThatIsLate() {
      picker.reopen(ANN, block("0:0"));

      assertThat(receive(ANN, "0:0").isAccepted()).isTrue();
      assertThat(pick(BOB, "x", 2)).containsExactly("0:1");
    }

    @Test
    void cancelsElsewhereWhenALateOneComesAfterAll() {
      picker.reopen(ANN, block("0:0"));
      assertThat(pick(BOB, "x", 1)).containsExactly("0:0");

      assertThat(receive(ANN, "0:0").alsoAsked()).containsExactly(BOB);
      assertThat(picker.requestedFrom(BOB)).isZero();
    }
  }

  @Nested
  class WhenAPeerDoesNotAnswer {
    @BeforeEach
    void annOwesAPiece() {
      picker = picker(1, 3);
      picker.peerJoined(pieces("x"));
      pick(ANN, "x", 3);
    }

    @Test
    void asksOthersForAReopenedBlock() {
      picker.reopen(ANN, block("0:1"));

      assertThat(pick(BOB, "x", 1)).containsExactly("0:1");
      assertThat(picker.requestedFrom(ANN)).isEqualTo(2);
    }

    @Test
    void asksOthersForAllThatAChokingPeerOwes() {
      picker.reopenAll(ANN);

      assertThat(picker.requestedBlocks()).isZero();
      assertThat(picker.requestedFrom(ANN)).isZero();
      assertThat(pick(BOB, "x", 3)).containsExactly("0:0", "0:1", "0:2");
    }

    @Test
    void asksThePeerItselfLastForWhatItIsLateWith() {
      picker.reopen(ANN, block("0:0"));
      pick(BOB, "x", 1);
      picker.reopenAll(BOB);
      picker.reopen(ANN, block("0:1"));

      assertThat(pick(BOB, "x", 1)).containsExactly("0:1");
      assertThat(pick(BOB, "x", 1)).containsExactly("0:0");
    }

    @Test
    void reopeningWhatIsNotOwedChangesNothing() {
      picker.reopen(BOB, block("0:0"));
      picker.reopen(ANN, new BlockRef(9, 0, BLOCK));
      receive(ANN, "0:0");
      picker.reopen(ANN, block("0:0"));

      assertThat(picker.requestedFrom(ANN)).isEqualTo(2);
      assertThat(picker.requestedBlocks()).isEqualTo(2);
    }
  }

  @Nested
  class WhenAPieceIsChecked {
    @BeforeEach
    void annAndBobGaveIt() {
      picker = picker(1, 3);
      picker.peerJoined(pieces("x"));
      receiveAll(ANN, pick(ANN, "x", 2));
      receiveAll(BOB, pick(BOB, "x", 1));
    }

    @Test
    void itIsHereIfItsHashFits() {
      assertThat(picker.pieceVerified(4)).containsExactly(ANN, ANN, BOB);
      assertThat(picker.isComplete()).isTrue();
      assertThat(picker.remainingPieces()).isZero();
      assertThat(picker.isInteresting(pieces("x"))).isFalse();
    }

    @Test
    void itIsFetchedAgainIfNot() {
      assertThat(picker.pieceFailed(4)).containsExactly(ANN, ANN, BOB);
      assertThat(picker.isComplete()).isFalse();
      assertThat(pick(CAT, "x", 3)).containsExactly("0:0", "0:1", "0:2");
    }

    @Test
    void itIsFetchedAgainIfItVanishesLater() {
      picker.pieceVerified(4);

      picker.markMissing(4);

      assertThat(picker.isInteresting(pieces("x"))).isTrue();
      assertThat(pick(CAT, "x", 3)).hasSize(3);
    }
  }

  @Nested
  class WhenPeersAreNotLikeOthers {
    @BeforeEach
    void threePiecesOfTwoBlocksTheLastIsRare() {
      picker = picker(3, 2);
      picker.peerJoined(pieces("xxx"));
      picker.peerJoined(pieces("xx."));
      picker.peerJoined(pieces("x.."));
    }

    @Test
    void aSnubbedOneStartsTheCommonest() {
      assertThat(pick(ANN, "xxx", Manner.SNUBBED, 1)).containsExactly("0:0");
      assertThat(pick(BOB, ".xx", 1)).containsExactly("2:0");
    }

    @Test
    void aSuspectGetsPiecesToItself() {
      pick(ANN, "xxx", 1);

      assertThat(pick(BOB, "xxx", Manner.ON_PAROLE, 1)).containsExactly("1:0");
      assertThat(pick(ANN, ".xx", 9)).containsExactly("2:1");
      assertThat(pick(BOB, "xxx", Manner.ON_PAROLE, 9)).containsExactly("1:1", "0:0", "0:1");
    }

    @Test
    void apartnessEndsWithTheSuspect() {
      pick(BOB, "x..", Manner.ON_PAROLE, 1);
      pick(ANN, ".xx", 4);

      picker.reopenAll(BOB);

      assertThat(pick(ANN, "xxx", 9)).containsExactly("0:0", "0:1");
    }

    @Test
    void apartnessDoesNotLeaveAnIdlePeerWithoutWork() {
      picker = picker(1, 4);
      picker.peerJoined(pieces("x"));
      pick(BOB, "x", Manner.ON_PAROLE, 1);

      assertThat(pick(ANN, "x", 2)).containsExactly("0:1", "0:2");
    }
  }

  @Test
  void startsWithRandomPieces() {
    Set<Integer> firsts = new HashSet<>();
    for (int seed = 0; seed < 100; seed++) {
      PiecePicker fresh =
          new PiecePicker(
              new PieceGeometry(10L * BLOCK, BLOCK), PickingLimits.DEFAULT, new Random(seed));
      for (int piece = 1; piece < 10; piece++) {
        fresh.peerHas(piece);
      }
      List<BlockRef> into = new ArrayList<>();
      fresh.pick(new Asker(DAN, PieceSet.full(10), Manner.SHARING), 1, into);
      firsts.add(into.get(0).pieceIndex());
    }

    assertThat(firsts).hasSizeGreaterThan(7);
  }

  @Test
  void asksForTheShortLastBlockAsItIs() {
    PiecePicker fresh =
        new PiecePicker(
            new PieceGeometry(2L * BLOCK + 5, 2 * BLOCK), PickingLimits.DEFAULT, new Random(1));
    List<BlockRef> into = new ArrayList<>();

    fresh.pick(new Asker(ANN, PieceSet.full(2), Manner.SHARING), 9, into);

    assertThat(into)
        .containsExactlyInAnyOrder(
            new BlockRef(0, 0, BLOCK), new BlockRef(0, BLOCK, BLOCK), new BlockRef(1, 0, 5));
  }

  @Test
  void anEmptyTorrentIsComplete() {
    PiecePicker empty =
        new PiecePicker(new PieceGeometry(0, BLOCK), PickingLimits.DEFAULT, new Random(1));

    assertThat(empty.isComplete()).isTrue();
    assertThat(empty.isEndGame()).isFalse();
    assertThat(empty.pick(new Asker(ANN, new PieceSet(0), Manner.SHARING), 9, new ArrayList<>()))
        .isZero();
  }

  @Test
  void onlyWhatIsWantedIsInteresting() {
    picker = picker(2, 1);
    picker.setPriority(4, Priority.SKIP);

    assertThat(picker.isInteresting(pieces("x."))).isFalse();
    assertThat(picker.isInteresting(pieces(".x"))).isTrue();
    assertThat(picker.remainingPieces()).isEqualTo(1);
  }
}
