package dev.sluice.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

final class HandshakeTest {
  private static final String HEX =
      "13426974546f7272656e742070726f746f636f6c" // 19, BitTorrent protocol
          + "0000000000100005"
          + "0102030405060708090a0b0c0d0e0f1011121314"
          + "2d534c303130302d6162636465666768696a6b6c"; // -SL0100-abcdefghijkl
  private static final Handshake HANDSHAKE =
      new Handshake(
          ReservedBits.SUPPORTED.withDht(),
          InfoHash.parseHex("0102030405060708090a0b0c0d0e0f1011121314"),
          PeerId.of("-SL0100-abcdefghijkl".getBytes(StandardCharsets.US_ASCII)));

  private static ByteBuffer bytes() {
    return ByteBuffer.wrap(HexFormat.of().parseHex(HEX));
  }

  @Test
  void writesSixtyEightBytes() {
    ByteBuffer target = ByteBuffer.allocate(Handshake.BYTES);

    HANDSHAKE.encode(target);

    assertThat(HexFormat.of().formatHex(target.array())).isEqualTo(HEX);
  }

  @Test
  void readsWhatItWrites() throws WireException {
    ByteBuffer input = bytes();

    assertThat(Handshake.decode(input)).isEqualTo(HANDSHAKE);
    assertThat(input.hasRemaining()).isFalse();
  }

  @Test
  void tellsTheTorrentBeforeThePeerIdArrives() throws WireException {
    ByteBuffer input = bytes().limit(Handshake.Opening.BYTES);

    Handshake.Opening opening = Handshake.Opening.decode(input);

    assertThat(opening.infoHash()).isEqualTo(HANDSHAKE.infoHash());
    assertThat(opening.withPeerId(HANDSHAKE.peerId())).isEqualTo(HANDSHAKE);
    assertThat(input.hasRemaining()).isFalse();
  }

  @Test
  void recognisesItsBeginningHoweverShort() {
    for (int length = 0; length <= Handshake.BYTES; length++) {
      ByteBuffer input = bytes().limit(length);
      assertThat(Handshake.mayBeginWith(input)).as("%d bytes", length).isTrue();
      assertThat(input.position()).isZero();
    }
  }

  @Test
  void refusesAnotherProtocolAtTheFirstWrongByte() {
    for (int wrong = 0; wrong < 20; wrong++) {
      ByteBuffer input = bytes();
      input.put(wrong, (byte) (input.get(wrong) ^ 0x20));

      assertThat(Handshake.mayBeginWith(input.duplicate().limit(wrong + 1))).isFalse();
      assertThatThrownBy(() -> Handshake.decode(input))
          .isInstanceOf(WireException.class)
          .hasMessage("expected the name of the protocol, got other bytes (byte 0)");
    }
  }

  @Test
  void answersWhatTheReservedBitsSay() {
    assertThat(reserved("0000000000000001")).matches(ReservedBits::dht);
    assertThat(reserved("0000000000000004")).matches(ReservedBits::fast);
    assertThat(reserved("0000000000000010")).matches(ReservedBits::v2);
    assertThat(reserved("0000000000100000")).matches(ReservedBits::extended);
  }

  @Test
  void takesUnknownReservedBitsForNothing() {
    ReservedBits unknown = reserved("ffffffffffefffea");

    assertThat(unknown.dht() || unknown.fast() || unknown.extended() || unknown.v2()).isFalse();
    assertThat(unknown).hasToString("ffffffffffefffea");
  }

  @Test
  void sharesOnlyWhatBothSidesSupport() {
    ReservedBits shared = ReservedBits.SUPPORTED.sharedWith(reserved("0000000000000005"));

    assertThat(shared).isEqualTo(reserved("0000000000000004"));
  }

  private static ReservedBits reserved(String hex) {
    return new ReservedBits(HexFormat.fromHexDigitsToLong(hex));
  }
}
