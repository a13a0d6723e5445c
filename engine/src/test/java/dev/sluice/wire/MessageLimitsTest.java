package dev.sluice.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.BlockRef;
import dev.sluice.model.PieceGeometry;
import dev.sluice.wire.PeerMessage.AllowedFast;
import dev.sluice.wire.PeerMessage.Bitfield;
import dev.sluice.wire.PeerMessage.Have;
import dev.sluice.wire.PeerMessage.Request;
import org.junit.jupiter.api.Test;

/** What is possible of a torrent of ten pieces with two blocks each, the last of one byte. */
class MessageLimitsTest {
  private static final int BLOCK = BlockRef.MAX_BYTES;

  private final MessageLimits limits =
      MessageLimits.of(new PieceGeometry(18L * BLOCK + 1, 2 * BLOCK));

  @Test
  void admitsPiecesThatAreThere() {
    assertThat(limits.admits(new Have(9))).isTrue();
    assertThat(limits.admits(new Have(10))).isFalse();
    assertThat(limits.admits(new AllowedFast(10))).isFalse();
  }

  @Test
  void admitsABitfieldOfTheRightLengthWithoutSpareBits() {
    assertThat(limits.admits(new Bitfield(new byte[] {-1, (byte) 0b1100_0000}))).isTrue();
    assertThat(limits.admits(new Bitfield(new byte[] {-1, (byte) 0b1110_0000}))).isFalse();
    assertThat(limits.admits(new Bitfield(new byte[3]))).isFalse();
    assertThat(limits.admits(new Bitfield(new byte[1]))).isFalse();
  }

  @Test
  void admitsBlocksWithinAPiece() {
    assertThat(limits.admits(new Request(new BlockRef(8, BLOCK, BLOCK)))).isTrue();
    assertThat(limits.admits(new Request(new BlockRef(8, BLOCK + 1, BLOCK)))).isFalse();
    assertThat(limits.admits(new Request(new BlockRef(9, 0, 1)))).isTrue();
    assertThat(limits.admits(new Request(new BlockRef(9, 0, 2)))).isFalse();
  }

  @Test
  void admitsWhatSaysNothingAboutPieces() {
    assertThat(limits.admits(PeerMessage.UNCHOKE)).isTrue();
    assertThat(limits.admits(PeerMessage.HAVE_ALL)).isTrue();
  }
}
