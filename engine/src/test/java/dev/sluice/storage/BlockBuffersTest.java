package dev.sluice.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.BlockBuffer;
import dev.sluice.model.BlockRef;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BlockBuffersTest {
  private static final int BLOCK = BlockRef.MAX_BYTES;

  private final BlockBuffers buffers = new BlockBuffers(3 * BLOCK);

  @Test
  void leasesBuffersThatDoNotOverlap() throws Exception {
    List<BlockBuffer> leases = new ArrayList<>();
    for (byte i = 0; i < 3; i++) {
      BlockBuffer lease = buffers.lease(BLOCK);
      leases.add(lease);
      for (int at = 0; at < BLOCK; at++) {
        lease.bytes().put(at, i);
      }
    }

    for (byte i = 0; i < 3; i++) {
      byte[] bytes = new byte[BLOCK];
      leases.get(i).bytes().get(bytes);
      assertThat(bytes).containsOnly(i);
    }
  }

  @Test
  void leasesExactlyTheLengthAskedForWhateverTheLastHolderDid() throws Exception {
    BlockBuffer first = buffers.lease(100);
    first.bytes().position(30).limit(40);
    first.release();

    BlockBuffer second = buffers.lease(BLOCK);

    assertThat(second.bytes().position()).isZero();
    assertThat(second.bytes().remaining()).isEqualTo(BLOCK);
    assertThat(second.bytes().isDirect()).isTrue();
  }

  @Test
  void refusesLengthsThatNoBlockHas() {
    assertThatThrownBy(() -> buffers.lease(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> buffers.lease(BLOCK + 1)).isInstanceOf(IllegalArgumentException.class);
    assertThat(buffers.leased()).isZero();
  }

  @Test
  void noticesASecondReleaseEvenWhenTheMemoryIsLeasedAgain() throws Exception {
    BlockBuffer stale = buffers.lease(1);
    stale.release();
    BlockBuffer next = buffers.lease(1);

    assertThatThrownBy(stale::release).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(stale::bytes).isInstanceOf(IllegalStateException.class);
    assertThat(buffers.leased()).isEqualTo(1);
    next.release();
  }

  @Test
  void letsTheNextOneWaitUntilABufferComesBack() throws Exception {
    List<BlockBuffer> all = List.of(buffers.lease(1), buffers.lease(1), buffers.lease(1));
    CountDownLatch shortage = new CountDownLatch(1);
    buffers.onShortage(shortage::countDown);
    AtomicBoolean served = new AtomicBoolean();
    Thread waiting = start(() -> served.set(buffers.lease(1).bytes().limit() == 1));
    assertThat(shortage.await(20, TimeUnit.SECONDS)).isTrue();
    awaitWaits(1);
    assertThat(served).isFalse();

    BlockBuffers.releaseAll(all.toArray(new BlockBuffer[0]), 3);

    waiting.join();
    assertThat(served).isTrue();
    assertThat(buffers.leased()).isEqualTo(1);
  }

  @Test
  void stopsWaitingWhenInterrupted() throws Exception {
    for (int i = 0; i < 3; i++) {
      buffers.lease(1);
    }
    AtomicBoolean interrupted = new AtomicBoolean();
    Thread waiting =
        start(() -> {
          try {
            buffers.lease(1);
          } catch (InterruptedException e) {
            interrupted.set(true);
          }
        });
    awaitWaits(1);

    waiting.interrupt();

    waiting.join();
    assertThat(interrupted).isTrue();
    assertThat(buffers.leased()).isEqualTo(3);
  }

  private void awaitWaits(int waits) {
    while (buffers.waits() < waits) {
      Thread.onSpinWait();
    }
  }

  private static Thread start(Waiting work) {
    Thread thread =
        new Thread(() -> {
          try {
            work.run();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    thread.start();
    return thread;
  }

  @FunctionalInterface
  private interface Waiting {
    void run() throws InterruptedException;
  }
}
