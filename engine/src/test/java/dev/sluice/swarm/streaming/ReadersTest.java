package dev.sluice.swarm.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.actor.Awaited;
import dev.sluice.actor.Published;
import dev.sluice.model.ByteRange;
import dev.sluice.model.PieceSet;
import dev.sluice.testkit.TestTorrent;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** One film of a hundred pieces of 16 KiB, and who reads it. */
class ReadersTest {
  private static final int PIECE = 16 << 10;
  private static final TestTorrent TORRENT =
      TestTorrent.folder("film").pieceBytes(PIECE).file("film", new byte[100 * PIECE]).build();

  private final PieceSet have = new PieceSet(100);
  private final Readers readers = new Readers(TORRENT.info(), have, (blocks, target) -> {});
  private final Published<FileProgress> progress = new Published<>(FileProgress.NONE);
  private final ReaderKey stream = new ReaderKey();

  private void tell(StreamMessage message) {
    readers.receive(message, 0);
  }

  private void show() {
    tell(new StreamMessage.Show(stream, 0, progress));
  }

  private ReaderKey open() {
    ReaderKey reader = new ReaderKey();
    var reach = new Awaited<>(new Reach(new ByteRange(0, 0), (b, t) -> {}, Optional.empty()));
    tell(new StreamMessage.Open(reader, 0, reach));
    return reader;
  }

  private void move(ReaderKey reader, int piece) {
    tell(new StreamMessage.Move(reader, (long) piece * PIECE, true));
  }

  private FileProgress seen() {
    readers.publish();
    return progress.get();
  }

  @Test
  void nothingIsDueWhenNobodyReads() {
    assertThat(readers.due(0).isEmpty()).isTrue();
    assertThat(readers.due(0).isWatched()).isFalse();
  }

  @Test
  void somebodyMayJumpAnyMomentEvenIfNothingIsDue() {
    show();
    for (int piece = 0; piece < 100; piece++) {
      have.add(piece);
    }

    assertThat(readers.due(0).isEmpty()).isTrue();
    assertThat(readers.due(0).isWatched()).isTrue();
  }

  @Test
  void nothingIsDueAfterTheLastHasGone() {
    show();
    ReaderKey reader = open();
    move(reader, 50);
    assertThat(readers.due(0).isDueBy(50, 0)).isTrue();

    tell(new StreamMessage.Close(reader));
    tell(new StreamMessage.Hide(stream));

    assertThat(readers.due(0).isEmpty()).isTrue();
    assertThat(readers.isEmpty()).isTrue();
  }

  @Nested
  class ThePlace {
    @Test
    void isTheBeginningBeforeAnybodyReads() {
      show();

      assertThat(seen().place()).isZero();
    }

    @Test
    void isWhereTheReaderJumpedAndStaysWhileItReadsOn() {
      show();
      ReaderKey reader = open();
      move(reader, 50);
      move(reader, 51);
      move(reader, 52);

      assertThat(seen().place()).isEqualTo(50L * PIECE);
      assertThat(seen().position()).isEqualTo(52L * PIECE);
    }

    @Test
    void isThatOfWhoeverJumpedLast() {
      show();
      ReaderKey one = open();
      move(one, 20);
      ReaderKey other = open();
      move(other, 70);
      move(one, 21);

      assertThat(seen().place()).isEqualTo(70L * PIECE);
      assertThat(seen().position()).isEqualTo(70L * PIECE);
    }

    @Test
    void isRememberedWhenTheReaderHasGone() {
      show();
      ReaderKey reader = open();
      move(reader, 50);
      tell(new StreamMessage.Close(reader));

      assertThat(seen().place()).isEqualTo(50L * PIECE);
    }
  }
}
