package dev.sluice.wire.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.PieceGeometry;
import dev.sluice.wire.MessageLimits;
import dev.sluice.wire.WireException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LtDonthaveTest {
  private static final MessageLimits ELEVEN_PIECES =
      MessageLimits.of(new PieceGeometry(10 * 32768 + 100, 32768));

  @Test
  void readsWhatItWrites() throws WireException {
    LtDonthave message = new LtDonthave(10);

    assertThat(message.encode()).containsExactly(0, 0, 0, 10);
    assertThat(LtDonthave.parse(message.encode(), ELEVEN_PIECES)).isEqualTo(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0000000000", "0000000b", "ffffffff"})
  void refusesPiecesThatCannotBe(String hex) {
    byte[] payload = HexFormat.of().parseHex(hex);

    assertThatThrownBy(() -> LtDonthave.parse(payload, ELEVEN_PIECES))
        .isInstanceOf(WireException.class)
        .hasMessageStartingWith("expected lt_donthave ");
  }
}
