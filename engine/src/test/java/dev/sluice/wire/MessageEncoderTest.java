package dev.sluice.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.BlockRef;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

final class MessageEncoderTest {
  private static String encode(PeerMessage message) {
    ByteBuffer target = ByteBuffer.allocate(MessageEncoder.encodedLength(message));
    MessageEncoder.encode(message, target);
    assertThat(target.hasRemaining()).as("announced more than it wrote").isFalse();
    return HexFormat.of().formatHex(target.array());
  }

  @Test
  void writesMessagesWithoutContents() {
    assertThat(encode(PeerMessage.KEEP_ALIVE)).isEqualTo("00000000");
    assertThat(encode(PeerMessage.CHOKE)).isEqualTo("0000000100");
    assertThat(encode(PeerMessage.UNCHOKE)).isEqualTo("0000000101");
    assertThat(encode(PeerMessage.INTERESTED)).isEqualTo("0000000102");
    assertThat(encode(PeerMessage.NOT_INTERESTED)).isEqualTo("0000000103");
    assertThat(encode(PeerMessage.HAVE_ALL)).isEqualTo("000000010e");
    assertThat(encode(PeerMessage.HAVE_NONE)).isEqualTo("000000010f");
  }

  @Test
  void writesMessagesAboutAPiece() {
    assertThat(encode(new PeerMessage.Have(1))).isEqualTo("000000050400000001");
    assertThat(encode(new PeerMessage.SuggestPiece(2))).isEqualTo("000000050d00000002");
    assertThat(encode(new PeerMessage.AllowedFast(3))).isEqualTo("000000051100000003");
  }

  @Test
  void writesMessagesAboutABlock() {
    BlockRef block = new BlockRef(1, 0x4000, 0x2000);

    assertThat(encode(new PeerMessage.Request(block)))
        .isEqualTo("0000000d06000000010000400000002000");
    assertThat(encode(new PeerMessage.Cancel(block)))
        .isEqualTo("0000000d08000000010000400000002000");
    assertThat(encode(new PeerMessage.RejectRequest(block)))
        .isEqualTo("0000000d10000000010000400000002000");
  }

  @Test
  void writesMessagesOfSmallAndVariableSize() {
    assertThat(encode(new PeerMessage.Port(51413))).isEqualTo("0000000309c8d5");
    assertThat(encode(new PeerMessage.Bitfield(new byte[] {-1, 0}))).isEqualTo("0000000305ff00");
    assertThat(encode(new PeerMessage.Extended(3, new byte[] {'d', 'e'})))
        .isEqualTo("0000000414036465");
  }

  @Test
  void writesAPieceAndLeavesItsPayloadAndLeaseAlone() throws Exception {
    LeakCheckedBlocks blocks = new LeakCheckedBlocks();
    PeerMessage.Piece piece = new PeerMessage.Piece(1, 0x4000, blocks.lease(2));
    piece.data().bytes().put(0, (byte) 0xaa).put(1, (byte) 0xbb);

    assertThat(encode(piece)).isEqualTo("0000000b070000000100004000aabb");

    assertThat(piece.data().bytes().remaining()).isEqualTo(2);
    assertThat(blocks.leased()).isOne();
  }

  @Test
  void writesTheHeaderOfAPieceForAPayloadThatFollows() {
    ByteBuffer target = ByteBuffer.allocate(MessageEncoder.PIECE_HEADER_BYTES);

    MessageEncoder.pieceHeader(new BlockRef(1, 0x4000, 2), target);

    assertThat(HexFormat.of().formatHex(target.array())).isEqualTo("0000000b070000000100004000");
  }

  @Test
  void refusesAMessageWhoseBytesAreLost() {
    PeerMessage unknown = new PeerMessage.Unknown(21, 3);

    assertThatThrownBy(() -> MessageEncoder.encodedLength(unknown))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> MessageEncoder.encode(unknown, ByteBuffer.allocate(100)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void doesNotFitIntoTooLittleRoom() {
    ByteBuffer target = ByteBuffer.allocate(8);

    assertThatThrownBy(() -> MessageEncoder.encode(new PeerMessage.Have(1), target))
        .isInstanceOf(BufferOverflowException.class);
  }
}
