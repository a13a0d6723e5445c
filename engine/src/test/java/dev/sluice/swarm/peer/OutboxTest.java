package dev.sluice.swarm.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.BlockRef;
import dev.sluice.wire.PeerMessage;
import dev.sluice.wire.PeerMessage.Have;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class OutboxTest {
  private static final long FOR_EVER = Long.MAX_VALUE;

  private final Outbox outbox = new Outbox();
  private final List<PeerMessage> messages = new ArrayList<>();
  private final List<BlockRef> blocks = new ArrayList<>();

  private static BlockRef block(int piece) {
    return new BlockRef(piece, 0, BlockRef.MAX_BYTES);
  }

  private boolean take(int maxBlocks, long timeoutNanos) throws InterruptedException {
    return outbox.take(messages, blocks, maxBlocks, timeoutNanos);
  }

  @Test
  void givesAllMessagesAndAFewBlocksInTheirOrder() throws InterruptedException {
    outbox.offer(new Have(1));
    outbox.offer(block(1));
    outbox.offer(new Have(2));
    outbox.offer(block(2));
    outbox.offer(block(3));

    assertThat(take(2, FOR_EVER)).isTrue();

    assertThat(messages).containsExactly(new Have(1), new Have(2));
    assertThat(blocks).containsExactly(block(1), block(2));
  }

  @Test
  void givesNoBlockWhenEnoughAreUnderWay() throws InterruptedException {
    outbox.offer(block(2));
    blocks.add(block(1));

    assertThat(take(1, 0)).isTrue();

    assertThat(blocks).containsExactly(block(1));
  }

  @Test
  void givesNothingWhenNothingCame() throws InterruptedException {
    assertThat(take(1, 1000)).isTrue();

    assertThat(messages).isEmpty();
    assertThat(blocks).isEmpty();
  }

  @Test
  void wakesWhoWaitsWhenSomethingComes() throws InterruptedException {
    AtomicBoolean taken = new AtomicBoolean();
    Thread taker = startTake(taken);

    outbox.offer(new Have(1));

    taker.join();
    assertThat(taken).isTrue();
    assertThat(messages).containsExactly(new Have(1));
  }

  @Test
  void wakesWhoWaitsWhenItIsClosed() throws InterruptedException {
    AtomicBoolean taken = new AtomicBoolean(true);
    Thread taker = startTake(taken);

    outbox.close();

    taker.join();
    assertThat(taken).isFalse();
  }

  private Thread startTake(AtomicBoolean taken) {
    Thread taker =
        new Thread(() -> {
          try {
            taken.set(take(1, FOR_EVER));
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    taker.start();
    while (taker.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    return taker;
  }

  @Test
  void takesNoMoreMessagesThanItsBound() {
    for (int i = 0; i < Outbox.MAX_MESSAGES; i++) {
      assertThat(outbox.offer(PeerMessage.UNCHOKE)).isTrue();
    }

    assertThat(outbox.offer(PeerMessage.UNCHOKE)).isFalse();
    assertThat(outbox.offer(block(0))).isTrue();
  }

  /** A fast download must not end slow readers that are honest; nor may they miss a piece. */
  @Test
  void tellsOfEveryPieceHoweverSlowlyThePeerReads() throws InterruptedException {
    int pieces = 3 * Outbox.MAX_MESSAGES;
    for (int i = 0; i < pieces; i++) {
      assertThat(outbox.offer(new Have(i))).isTrue();
    }
    assertThat(outbox.offer(PeerMessage.UNCHOKE)).isTrue();

    take(1, FOR_EVER);
    assertThat(messages)
        .hasSize(1 + Outbox.MAX_HAVES_AT_ONCE)
        .startsWith(PeerMessage.UNCHOKE, new Have(0));
    for (int before = 0; before < messages.size(); ) {
      before = messages.size();
      take(1, 0);
    }

    assertThat(messages).hasSize(1 + pieces).doesNotHaveDuplicates().endsWith(new Have(pieces - 1));
  }

  @Test
  void takesNoMoreBlocksThanItsBound() {
    for (int i = 0; i < Outbox.MAX_BLOCKS; i++) {
      assertThat(outbox.offer(block(i))).isTrue();
    }

    assertThat(outbox.offer(block(0))).isFalse();
    assertThat(outbox.offer(new Have(0))).isTrue();
  }

  @Test
  void takesNothingWhenClosed() {
    outbox.close();

    assertThat(outbox.offer(new Have(1))).isFalse();
    assertThat(outbox.offer(block(1))).isFalse();
  }

  @Test
  void givesOneBlockBack() {
    outbox.offer(block(1));
    outbox.offer(block(2));

    assertThat(outbox.cancel(block(1))).isTrue();
    assertThat(outbox.cancel(block(1))).isFalse();

    assertThat(outbox.cancelBlocks()).containsExactly(block(2));
    assertThat(outbox.cancelBlocks()).isEmpty();
  }
}
