package dev.sluice.swarm.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ReceiveBufferTest {
  private static final int SMALL = 1024;
  private static final int LARGE = 128 * 1024;

  private final BufferPool pool = new BufferPool(LARGE, 1);
  private final ReceiveBuffer buffer = new ReceiveBuffer(pool);

  @Test
  void isSmallAtFirst() {
    assertThat(buffer.next(0).remaining()).isEqualTo(SMALL);
  }

  @Test
  void isLargeOnceTheSmallOneWasFilled() {
    assertThat(buffer.next(SMALL).remaining()).isEqualTo(LARGE);
    assertThat(buffer.next(LARGE).remaining()).isEqualTo(LARGE);
  }

  @Test
  void isSmallAgainWhenLittleCame() {
    buffer.next(SMALL);

    assertThat(buffer.next(SMALL - 1).remaining()).isEqualTo(SMALL);
    assertThat(pool.tryLease()).isNotNull();
  }

  @Test
  void staysSmallWhenNoLargeOneIsLeft() {
    pool.tryLease();

    assertThat(buffer.next(SMALL).remaining()).isEqualTo(SMALL);
  }

  @Test
  void isEmptyWhateverWasInIt() {
    buffer.next(0).putInt(1).flip();

    assertThat(buffer.next(4).position()).isZero();
  }

  @Test
  void givesTheLargeOneBackOnce() {
    ByteBuffer large = buffer.next(SMALL);

    buffer.release();
    buffer.release();

    assertThat(pool.tryLease()).isSameAs(large);
    assertThat(pool.tryLease()).isNull();
  }

  @Test
  void comesOutOfAPoolThatMakesNoMoreThanItsBound() {
    BufferPool two = new BufferPool(10, 2);
    ByteBuffer first = lease(two);
    ByteBuffer second = lease(two);
    assertThat(first).isNotSameAs(second);
    assertThat(two.tryLease()).isNull();

    second.put((byte) 1);
    two.release(second);

    assertThat(lease(two)).isSameAs(second);
    assertThat(second.position()).isZero();
  }

  private static ByteBuffer lease(BufferPool pool) {
    return Objects.requireNonNull(pool.tryLease());
  }
}
