package dev.sluice.wire;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.BlockRef;
import dev.sluice.model.PieceGeometry;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MessageDecoderTest {
  /** Eleven pieces of 32 KiB, the last one of 100 bytes. */
  private static final PieceGeometry GEOMETRY = new PieceGeometry(10 * 32768 + 100, 32768);

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final LeakCheckedBlocks blocks = new LeakCheckedBlocks();
  private MessageDecoder decoder = new MessageDecoder(MessageLimits.of(GEOMETRY), blocks);

  @AfterEach
  void leavesNoLeaseBehind() {
    decoder.close();

    assertThat(blocks.leased()).isZero();
  }

  private static ByteBuffer hex(String hex) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  private @Nullable PeerMessage decode(String hex) throws Exception {
    ByteBuffer input = hex(hex);
    PeerMessage message = decoder.decode(input);
    assertThat(input.hasRemaining()).as("bytes left").isFalse();
    return message;
  }

  private PeerMessage.Piece decodePiece(String hex) throws Exception {
    return (PeerMessage.Piece) requireNonNull(decode(hex));
  }

  private void refuses(String hex, String message) {
    assertThatThrownBy(() -> decoder.decode(hex(hex)))
        .isInstanceOf(WireException.class)
        .hasMessage(message);
  }

  /** Returns what comes out as bytes again, with every payload released. */
  private byte[] reencode(List<PeerMessage> messages) {
    int length = messages.stream().mapToInt(MessageEncoder::encodedLength).sum();
    ByteBuffer bytes = ByteBuffer.allocate(length);
    for (PeerMessage message : messages) {
      MessageEncoder.encode(message, bytes);
      if (message instanceof PeerMessage.Piece piece) {
        piece.data().release();
      }
    }
    return bytes.array();
  }

  private void decodeInto(List<PeerMessage> messages, ByteBuffer input) throws Exception {
    PeerMessage message = decoder.decode(input);
    while (message != null) {
      messages.add(message);
      message = decoder.decode(input);
    }
    assertThat(input.hasRemaining()).as("bytes left").isFalse();
  }

  @Nested
  class ReadsEveryMessage {
    @Test
    void withoutContents() throws Exception {
      assertThat(decode("00000000")).isSameAs(PeerMessage.KEEP_ALIVE);
      assertThat(decode("00000001 00")).isSameAs(PeerMessage.CHOKE);
      assertThat(decode("00000001 01")).isSameAs(PeerMessage.UNCHOKE);
      assertThat(decode("00000001 02")).isSameAs(PeerMessage.INTERESTED);
      assertThat(decode("00000001 03")).isSameAs(PeerMessage.NOT_INTERESTED);
      assertThat(decode("00000001 0e")).isSameAs(PeerMessage.HAVE_ALL);
      assertThat(decode("00000001 0f")).isSameAs(PeerMessage.HAVE_NONE);
    }

    @Test
    void aboutAPiece() throws Exception {
      assertThat(decode("00000005 04 0000000a")).isEqualTo(new PeerMessage.Have(10));
      assertThat(decode("00000005 0d 00000003")).isEqualTo(new PeerMessage.SuggestPiece(3));
      assertThat(decode("00000005 11 00000000")).isEqualTo(new PeerMessage.AllowedFast(0));
    }

    @Test
    void aboutABlock() throws Exception {
      BlockRef block = new BlockRef(9, 16384, 16384);

      assertThat(decode("0000000d 06 00000009 00004000 00004000"))
          .isEqualTo(new PeerMessage.Request(block));
      assertThat(decode("0000000d 08 00000009 00004000 00004000"))
          .isEqualTo(new PeerMessage.Cancel(block));
      assertThat(decode("0000000d 10 00000009 00004000 00004000"))
          .isEqualTo(new PeerMessage.RejectRequest(block));
    }

    @Test
    void withAPayload() throws Exception {
      PeerMessage.Piece piece = decodePiece("0000000c 07 0000000a 00000061 aabbcc");

      assertThat(piece.block()).isEqualTo(new BlockRef(10, 97, 3));
      assertThat(piece.data().bytes()).isEqualTo(hex("aabbcc"));
      assertThat(blocks.leased()).isOne();
      piece.data().release();
    }

    @Test
    void ofSmallAndVariableSize() throws Exception {
      assertThat(decode("00000003 09 c8d5")).isEqualTo(new PeerMessage.Port(51413));
      assertThat(decode("00000003 05 ffe0"))
          .isEqualTo(new PeerMessage.Bitfield(new byte[] {-1, (byte) 0xe0}));
      assertThat(decode("00000004 14 03 6465"))
          .isEqualTo(new PeerMessage.Extended(3, new byte[] {'d', 'e'}));
      assertThat(decode("00000002 14 ff")).isEqualTo(new PeerMessage.Extended(255, new byte[0]));
    }

    @Test
    void ofAKindItDoesNotKnowBySkippingIt() throws Exception {
      assertThat(decode("00000004 15 aabbcc")).isEqualTo(new PeerMessage.Unknown(21, 3));
      assertThat(decode("00000001 fe")).isEqualTo(new PeerMessage.Unknown(254, 0));
      assertThat(decode("00000001 00")).isSameAs(PeerMessage.CHOKE);
    }
  }

  @Nested
  class HoweverTheNetworkCuts {
    private static final int ROUNDS = 5;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void readsTheSameMessagesFromPiecesOfAnySize(long seed) throws Exception {
      Random random = new Random(seed);
      byte[] stream = reencode(new RandomMessages(random, GEOMETRY).everyKindAmong(200));

      for (int round = 0; round < ROUNDS; round++) {
        List<PeerMessage> messages = new ArrayList<>();
        for (int at = 0; at < stream.length; ) {
          int length = Math.min(1 + random.nextInt(20_000), stream.length - at);
          decodeInto(messages, ByteBuffer.wrap(stream, at, length));
          at += length;
        }
        assertThat(reencode(messages)).isEqualTo(stream);
      }
    }

    @Test
    void readsTheSameMessagesByteByByte() throws Exception {
      byte[] stream = reencode(new RandomMessages(new Random(4), GEOMETRY).everyKindAmong(40));
      List<PeerMessage> messages = new ArrayList<>();

      for (int at = 0; at < stream.length; at++) {
        decodeInto(messages, ByteBuffer.wrap(stream, at, 1));
      }

      assertThat(reencode(messages)).isEqualTo(stream);
    }

    @Test
    void readsTheSameMessagesCutInTwoAnywhere() throws Exception {
      String three = "00000000 0000000b 07 00000001 00000000 aabb 00000003 05 ffe0 00000001 01";
      byte[] stream = hex(three).array();

      for (int cut = 0; cut <= stream.length; cut++) {
        List<PeerMessage> messages = new ArrayList<>();
        decodeInto(messages, ByteBuffer.wrap(stream, 0, cut));
        decodeInto(messages, ByteBuffer.wrap(stream, cut, stream.length - cut));
        assertThat(reencode(messages)).as("cut at %d", cut).isEqualTo(stream);
      }
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6})
    void readsTheSameMessagesWhenThePayloadIsReadInPlace(long seed) throws Exception {
      Random random = new Random(seed);
      byte[] stream = reencode(new RandomMessages(random, GEOMETRY).everyKindAmong(200));
      ByteBuffer socket = ByteBuffer.wrap(stream);
      List<PeerMessage> messages = new ArrayList<>();

      while (socket.hasRemaining()) {
        int length = 1 + random.nextInt(20_000);
        ByteBuffer payload = decoder.payloadInProgress();
        int direct = payload == null ? 0 : Math.min(length, payload.remaining());
        if (payload != null) {
          payload.put(next(socket, direct));
        }
        decodeInto(messages, next(socket, length - direct));
      }

      assertThat(reencode(messages)).isEqualTo(stream);
    }

    private static ByteBuffer next(ByteBuffer socket, int length) {
      int taken = Math.min(length, socket.remaining());
      ByteBuffer next = socket.slice(socket.position(), taken);
      socket.position(socket.position() + taken);
      return next;
    }
  }

  @Nested
  class WhileAPayloadArrives {
    private static final String HALF = "0000000c 07 00000000 00000000 aa";

    @Test
    void offersTheRestOfTheBlockToTheReader() throws Exception {
      assertThat(decoder.payloadInProgress()).isNull();
      assertThat(decode(HALF)).isNull();

      ByteBuffer payload = requireNonNull(decoder.payloadInProgress());
      assertThat(payload.remaining()).isEqualTo(2);
      payload.put((byte) 0xbb).put((byte) 0xcc);

      PeerMessage.Piece piece = decodePiece("");
      assertThat(piece.data().bytes()).isEqualTo(hex("aabbcc"));
      assertThat(decoder.payloadInProgress()).isNull();
      piece.data().release();
    }

    @Test
    void leasesAsSoonAsTheHeaderIsWhole() throws Exception {
      assertThat(decode("0000000c 07 00000000 000000")).isNull();
      assertThat(blocks.leased()).isZero();

      assertThat(decode("00")).isNull();
      assertThat(blocks.leased()).isOne();
    }

    @Test
    void givesTheLeaseBackWhenClosed() throws Exception {
      decode(HALF);

      decoder.close();
      decoder.close();

      assertThat(blocks.leased()).isZero();
      assertThat(decoder.payloadInProgress()).isNull();
    }

    @Test
    void keepsItsPlaceWhenInterruptedBeforeTheLease() throws Exception {
      boolean[] interrupt = {true};
      decoder =
          new MessageDecoder(
              MessageLimits.of(GEOMETRY),
              length -> {
                if (interrupt[0]) {
                  throw new InterruptedException();
                }
                return blocks.lease(length);
              });
      assertThatThrownBy(() -> decode(HALF)).isInstanceOf(InterruptedException.class);

      interrupt[0] = false;
      PeerMessage.Piece piece = decodePiece("aabbcc");

      assertThat(piece.block()).isEqualTo(new BlockRef(0, 0, 3));
      piece.data().release();
    }
  }

  @Nested
  class RefusesViolations {
    @ParameterizedTest
    @CsvSource({"00100001, 1048577", "80000000, 2147483648", "ffffffff, 4294967295"})
    void ofTheMessageLength(String prefix, String length) {
      refuses(
          prefix, "expected a message of at most 1048576 bytes, got %s (byte 0)".formatted(length));
    }

    @ParameterizedTest
    @CsvSource({
      "00000002 00, choke with nothing else, 2",
      "00010001 14, extended with an id and at most 65536 bytes, 65537",
      "00000002 0e, have all with nothing else, 2",
      "00000004 04, have with nothing else, 4",
      "00000006 04, have with nothing else, 6",
      "00000001 06, request with nothing else, 1",
      "0000000e 06, request with nothing else, 14",
      "0000000c 08, cancel with nothing else, 12",
      "00000011 10, reject request with nothing else, 17",
      "00000001 09, port with nothing else, 1",
      "00000009 11, allowed fast with nothing else, 9",
      "00000003 0d, suggest piece with nothing else, 3",
      "00000001 14, extended with an id and at most 65536 bytes, 1",
      "00000002 05, bitfield with bits for 11 pieces, 2",
      "00000004 05, bitfield with bits for 11 pieces, 4",
      "00000001 07, piece with 1 to 16384 bytes payload, 1",
      "00000009 07, piece with 1 to 16384 bytes payload, 9",
      "0000400a 07, piece with 1 to 16384 bytes payload, 16394",
    })
    void ofTheLengthOfItsKind(String head, String expected, int length) {
      refuses(head, "expected %s, got a message of %d bytes (byte 0)".formatted(expected, length));
    }

    @ParameterizedTest
    @CsvSource({
      "00000005 04 0000000b, have, 11",
      "00000005 04 ffffffff, have, 4294967295",
      "00000005 0d 80000000, suggest piece, 2147483648",
      "00000005 11 7fffffff, allowed fast, 2147483647",
      "0000000d 06 0000000b 00000000 00000001, request, 11",
      "0000000d 08 ffffffff 00000000 00000001, cancel, 4294967295",
      "0000000d 10 0000000b 00000000 00000001, reject request, 11",
      "0000000c 07 0000000b 00000000, piece, 11",
    })
    void ofThePieceIndex(String message, String name, String index) {
      refuses(
          message,
          "expected %s with a piece index below 11, got %s (byte 0)".formatted(name, index));
    }

    @ParameterizedTest
    @CsvSource({
      "0000000d 06 00000000 00004000 00004001, request, 0, 16385 at 16384",
      "0000000d 06 00000000 00000000 00000000, request, 0, 0 at 0",
      "0000000d 06 00000000 00004001 00004000, request, 0, 16384 at 16385",
      "0000000d 06 0000000a 00000000 00000065, request, 10, 101 at 0",
      "0000000d 06 00000000 7fffffff 00000001, request, 0, 1 at 2147483647",
      "0000000d 08 00000000 ffffffff 00000002, cancel, 0, 2 at 4294967295",
      "0000000d 10 00000000 00000000 ffffffff, reject request, 0, 4294967295 at 0",
      "0000000c 07 0000000a 00000062, piece, 10, 3 at 98",
      "0000000c 07 00000000 80000000, piece, 0, 3 at 2147483648",
    })
    void ofTheRangeOfABlock(String message, String name, int piece, String actual) {
      String expected =
          "expected %s with a block of 1 to 16384 bytes within piece %d, got %s (byte 0)";

      refuses(message, expected.formatted(name, piece, actual));
      assertThat(blocks.leased()).isZero();
    }

    @Test
    void ofTheSpareBitsOfABitfield() {
      refuses(
          "00000003 05 fff0",
          "expected bitfield with spare bits zero,"
              + " got one that sets a bit behind the last piece (byte 0)");
    }

    @Test
    void withTheirPlaceInTheStream() throws Exception {
      decode("00000001 01");
      decode("00000003 09 1ae1");

      refuses(
          "00000005 04 0000000b", "expected have with a piece index below 11, got 11 (byte 12)");
    }

    @Test
    void andIsOfNoUseAfterwards() {
      refuses("ffffffff", "expected a message of at most 1048576 bytes, got 4294967295 (byte 0)");

      assertThatThrownBy(() -> decoder.decode(NOTHING)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Nested
  class BeforeTheMetadataIsKnown {
    @Test
    void readsWhatAnyTorrentCanHave() throws Exception {
      decoder.limits(MessageLimits.beforeMetadata());

      assertThat(decode("00000005 04 007ffff7")).isEqualTo(new PeerMessage.Have(0x7ffff7));
      assertThat(decode("00000002 05 ff")).isEqualTo(new PeerMessage.Bitfield(new byte[] {-1}));
    }

    @Test
    void refusesWhatNoTorrentHas() {
      decoder.limits(MessageLimits.beforeMetadata());

      refuses(
          "00000005 04 007ffff8",
          "expected have with a piece index below 8388600, got 8388600 (byte 0)");
    }

    @Test
    void checksRangesInSixtyFourBits() {
      decoder.limits(MessageLimits.beforeMetadata());

      refuses(
          "0000000d 06 00000000 7fffffff 00004000",
          "expected request with a block of 1 to 16384 bytes within piece 0,"
              + " got 16384 at 2147483647 (byte 0)");
    }

    @Test
    void checksABitfieldUnderWayAgainstTheLimitsThatCameMeanwhile() throws Exception {
      decoder.limits(MessageLimits.beforeMetadata());
      assertThat(decode("00000004 05 ffff")).isNull();

      decoder.limits(MessageLimits.of(GEOMETRY));

      refuses("ff", "expected bitfield with bits for 11 pieces, got a message of 4 bytes (byte 0)");
    }
  }

  @Test
  void allowsABitfieldOverTheCapForATorrentThatNeedsIt() throws Exception {
    PieceGeometry manyPieces = new PieceGeometry(10_000_000L * 16384, 16384);
    decoder.limits(MessageLimits.of(manyPieces));
    byte[] bits = new byte[1_250_000];

    List<PeerMessage> messages = new ArrayList<>();
    decodeInto(messages, ByteBuffer.wrap(reencode(List.of(new PeerMessage.Bitfield(bits)))));

    assertThat(messages).containsExactly(new PeerMessage.Bitfield(bits));
  }
}
