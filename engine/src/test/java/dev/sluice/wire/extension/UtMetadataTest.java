package dev.sluice.wire.extension;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.wire.WireException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UtMetadataTest {
  private static UtMetadata parse(String payload) throws WireException {
    return UtMetadata.parse(payload.getBytes(US_ASCII));
  }

  private static String encode(UtMetadata message) {
    return new String(message.encode(), US_ASCII);
  }

  @Test
  void writesTheExamplesOfTheBep() {
    byte[] bytes = "x".repeat(3425).getBytes(US_ASCII);

    assertThat(encode(new UtMetadata.Request(0))).isEqualTo("d8:msg_typei0e5:piecei0ee");
    assertThat(encode(new UtMetadata.Reject(0))).isEqualTo("d8:msg_typei2e5:piecei0ee");
    assertThat(encode(new UtMetadata.Data(0, 3425, bytes)))
        .isEqualTo("d8:msg_typei1e5:piecei0e10:total_sizei3425ee" + "x".repeat(3425));
  }

  @Test
  void readsWhatItWrites() throws WireException {
    UtMetadata request = new UtMetadata.Request(2047);
    UtMetadata reject = new UtMetadata.Reject(3);
    UtMetadata first = new UtMetadata.Data(0, 20_000, new byte[16_384]);
    UtMetadata last = new UtMetadata.Data(1, 20_000, new byte[3_616]);

    for (UtMetadata message : new UtMetadata[] {request, reject, first, last}) {
      assertThat(UtMetadata.parse(message.encode())).isEqualTo(message);
    }
  }

  @Test
  void leavesUnknownKindsToBeIgnored() throws WireException {
    assertThat(parse("d8:msg_typei3e5:piecei0ee")).isEqualTo(new UtMetadata.Unknown(0, 3));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "d8:msg_typei0ee",
        "d8:msg_typei0e5:piecei-1ee",
        "d8:msg_typei0e5:piecei2048ee",
        "d8:msg_typei2e5:piece1:0e",
        "d8:msg_typei0e5:piecei9223372036854775807ee",
        "d8:msg_typei1e5:piecei0eexxx",
        "d8:msg_typei1e5:piecei0e10:total_sizei33554433eexxx",
        "d8:msg_typei1e5:piecei0e10:total_sizei0ee",
        "i1e",
        "",
      })
  void refusesPiecesThatCannotBe(String payload) {
    assertThatThrownBy(() -> parse(payload)).isInstanceOf(WireException.class);
  }

  @ParameterizedTest
  @CsvSource({"0, 100, 99", "0, 100, 101", "1, 100, 0", "1, 16384, 1", "0, 16385, 16383"})
  void refusesAPieceOfTheWrongLength(int piece, int total, int length) {
    String head = "d8:msg_typei1e5:piecei%de10:total_sizei%dee".formatted(piece, total);

    assertThatThrownBy(() -> parse(head + "x".repeat(length)))
        .isInstanceOf(WireException.class)
        .hasMessage(
            "expected a whole piece of %d bytes of metadata, got %d bytes as piece %d (byte %d)"
                .formatted(total, length, piece, head.length()));
  }

  @Test
  void neverMakesAPieceOfTheWrongLength() {
    assertThatThrownBy(() -> new UtMetadata.Data(0, 100, new byte[99]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void countsPieces() {
    assertThat(UtMetadata.pieceCount(1)).isOne();
    assertThat(UtMetadata.pieceCount(16_384)).isOne();
    assertThat(UtMetadata.pieceCount(16_385)).isEqualTo(2);
    assertThat(UtMetadata.pieceBytes(1, 16_385)).isOne();
    assertThat(UtMetadata.pieceBytes(Integer.MAX_VALUE, 16_385)).isZero();
  }
}
