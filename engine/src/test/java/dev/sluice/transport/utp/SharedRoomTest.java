package dev.sluice.transport.utp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedRoomTest {
  private static final int TOTAL = 64_000;
  private static final int MOST = 1_000;

  private final SharedRoom room = new SharedRoom(TOTAL, MOST);
  private final List<StreamBuffer> buffers = new ArrayList<>();

  private void join(int count) {
    for (int i = 0; i < count; i++) {
      buffers.add(new StreamBuffer(room.forOneMore(buffers)));
      room.share(buffers);
    }
  }

  private static void fill(StreamBuffer buffer) {
    buffer.put(ByteBuffer.allocate(TOTAL));
  }

  private long heldBytes() {
    return buffers.stream().mapToLong(StreamBuffer::size).sum();
  }

  @Test
  void fewGetAsMuchAsIsOfUse() {
    join(64);

    assertThat(buffers).allMatch(buffer -> buffer.capacity() == MOST);
  }

  @Test
  void manyGetEqualParts() {
    join(640);

    assertThat(buffers).allMatch(buffer -> buffer.capacity() == 100);
  }

  /** Issue 4, 1: parts that were given for good added up to four times what there is. */
  @Test
  void togetherTheyNeverHoldMoreThanThereIsThoughNobodyReads() {
    for (int i = 0; i < 1_000; i++) {
      join(1);
      fill(buffers.get(i));
    }
    for (int i = 0; i < 10; i++) {
      buffers.forEach(SharedRoomTest::fill);
      room.share(buffers);
    }

    assertThat(heldBytes()).isLessThanOrEqualTo(TOTAL);
  }

  @Test
  void roomComesBackWhenBytesAreRead() {
    join(640);
    buffers.forEach(SharedRoomTest::fill);
    room.share(buffers);
    assertThat(buffers).allMatch(buffer -> buffer.room() == 0);

    buffers.subList(1, 640).forEach(buffer -> buffer.take(new byte[100], 0, 100));
    room.share(buffers);

    assertThat(buffers).allMatch(buffer -> buffer.room() == 99);
  }

  @Test
  void bytesStayInTheirOrderWhenTheRoomShrinks() {
    StreamBuffer buffer = new StreamBuffer(1 << 20);
    buffer.put(ByteBuffer.allocate(1 << 20));
    buffer.take(new byte[(1 << 20) - 3], 0, (1 << 20) - 3);
    buffer.put(ByteBuffer.wrap(new byte[] {1, 2, 3}));

    buffer.allow(10, 100);

    byte[] rest = new byte[6];
    buffer.take(rest, 0, 6);
    assertThat(rest).containsExactly(0, 0, 0, 1, 2, 3);
    assertThat(buffer.capacity()).isEqualTo(16);
  }
}
