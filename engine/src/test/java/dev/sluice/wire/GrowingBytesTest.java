package dev.sluice.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

final class GrowingBytesTest {
  private static final int WANTED = 1_000_000;

  @Test
  void costsLittleWhileNothingHasCome() {
    assertThat(new GrowingBytes(WANTED).capacityBytes()).isEqualTo(GrowingBytes.FIRST_BYTES);
  }

  @Test
  void neverTakesMoreThanTwiceWhatHasCome() {
    GrowingBytes bytes = new GrowingBytes(WANTED);
    int came = 0;

    while (!bytes.fillFrom(ByteBuffer.allocate(777))) {
      came += 777;
      assertThat(bytes.capacityBytes())
          .isLessThanOrEqualTo(Math.max(GrowingBytes.FIRST_BYTES, 2 * came));
    }

    assertThat(bytes.take()).hasSize(WANTED);
  }

  @Test
  void takesOnlyWhatItWants() {
    GrowingBytes bytes = new GrowingBytes(3);
    ByteBuffer input = ByteBuffer.wrap(new byte[] {1, 2, 3, 4});

    assertThat(bytes.fillFrom(input)).isTrue();

    assertThat(bytes.take()).containsExactly(1, 2, 3);
    assertThat(input.remaining()).isOne();
  }

  @Test
  void isCompleteAtOnceWhenItWantsNothing() {
    assertThat(new GrowingBytes(0).fillFrom(ByteBuffer.allocate(0))).isTrue();
  }
}
