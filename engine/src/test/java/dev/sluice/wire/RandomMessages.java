package dev.sluice.wire;

import dev.sluice.model.BlockBuffer;
import dev.sluice.model.BlockRef;
import dev.sluice.model.PieceGeometry;
import dev.sluice.model.PieceSet;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes valid messages about one torrent, of every kind, with random contents. */
final class RandomMessages {
  private final RandomGenerator random;
  private final PieceGeometry geometry;

  RandomMessages(RandomGenerator random, PieceGeometry geometry) {
    this.random = random;
    this.geometry = geometry;
  }

  /** Returns at least {@code count} messages, among them one of every kind. */
  List<PeerMessage> everyKindAmong(int count) {
    List<PeerMessage> messages = new ArrayList<>();
    for (int i = 0; i < Math.max(count, KINDS); i++) {
      messages.add(message(i % KINDS));
    }
    return messages;
  }

  private static final int KINDS = 17;

  private PeerMessage message(int kind) {
    return switch (kind) {
      case 0 -> PeerMessage.KEEP_ALIVE;
      case 1 -> PeerMessage.CHOKE;
      case 2 -> PeerMessage.UNCHOKE;
      case 3 -> PeerMessage.INTERESTED;
      case 4 -> PeerMessage.NOT_INTERESTED;
      case 5 -> PeerMessage.HAVE_ALL;
      case 6 -> PeerMessage.HAVE_NONE;
      case 7 -> new PeerMessage.Have(pieceIndex());
      case 8 -> new PeerMessage.SuggestPiece(pieceIndex());
      case 9 -> new PeerMessage.AllowedFast(pieceIndex());
      case 10 -> new PeerMessage.Request(block());
      case 11 -> new PeerMessage.Cancel(block());
      case 12 -> new PeerMessage.RejectRequest(block());
      case 13 -> new PeerMessage.Port(random.nextInt(1 << 16));
      case 14 -> bitfield();
      case 15 -> new PeerMessage.Extended(random.nextInt(256), bytes(random.nextInt(5000)));
      default -> piece();
    };
  }

  private int pieceIndex() {
    return random.nextInt(geometry.pieceCount());
  }

  private BlockRef block() {
    int pieceIndex = pieceIndex();
    int pieceBytes = geometry.pieceBytes(pieceIndex);
    int begin = random.nextInt(pieceBytes);
    int most = Math.min(BlockRef.MAX_BYTES, pieceBytes - begin);
    return new BlockRef(pieceIndex, begin, 1 + random.nextInt(most));
  }

  private PeerMessage bitfield() {
    PieceSet pieces = new PieceSet(geometry.pieceCount());
    for (int i = 0; i < geometry.pieceCount(); i++) {
      if (random.nextBoolean()) {
        pieces.add(i);
      }
    }
    return new PeerMessage.Bitfield(pieces.toBitfield());
  }

  private PeerMessage piece() {
    BlockRef block = block();
    return new PeerMessage.Piece(
        block.pieceIndex(), block.begin(), new Payload(ByteBuffer.wrap(bytes(block.length()))));
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private record Payload(ByteBuffer bytes) implements BlockBuffer {
    @Override
    public void release() {}
  }
}
