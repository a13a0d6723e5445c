package dev.sluice.wire.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.PeerAddress;
import dev.sluice.wire.WireException;
import java.net.InetAddress;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UtHolepunchTest {
  private final PeerAddress four;
  private final PeerAddress six;

  UtHolepunchTest() throws Exception {
    four = new PeerAddress(InetAddress.getByName("1.2.3.4"), 258);
    six = new PeerAddress(InetAddress.getByName("2001:db8::1"), 6881);
  }

  private static UtHolepunch parse(String hex) throws WireException {
    return UtHolepunch.parse(HexFormat.of().parseHex(hex));
  }

  @Test
  void writesTheBytesOfTheBep() {
    HexFormat hex = HexFormat.of();

    assertThat(hex.formatHex(new UtHolepunch.Rendezvous(four).encode()))
        .isEqualTo("0000" + "010203040102" + "00000000");
    assertThat(hex.formatHex(new UtHolepunch.Connect(six).encode()))
        .isEqualTo("0101" + "20010db80000000000000000000000011ae1" + "00000000");
    assertThat(
            hex.formatHex(new UtHolepunch.Failed(four, UtHolepunch.Failed.NOT_CONNECTED).encode()))
        .isEqualTo("0200" + "010203040102" + "00000002");
  }

  @Test
  void readsWhatItWrites() throws WireException {
    UtHolepunch[] messages = {
      new UtHolepunch.Rendezvous(six), new UtHolepunch.Connect(four), new UtHolepunch.Failed(six, 4)
    };

    for (UtHolepunch message : messages) {
      assertThat(UtHolepunch.parse(message.encode())).isEqualTo(message);
    }
  }

  @Test
  void readsAConnectWithoutErrorCode() throws WireException {
    assertThat(parse("0100010203040102")).isEqualTo(new UtHolepunch.Connect(four));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "0000",
        "0300010203040102",
        "ff00010203040102",
        "0102010203040102",
        "01ff010203040102",
        "01000102030401",
        "0101010203040102",
        "0100010203040000",
        "0200010203040102",
      })
  void refusesWhatIsDrawnNowhere(String hex) {
    assertThatThrownBy(() -> parse(hex))
        .isInstanceOf(WireException.class)
        .hasMessageStartingWith("expected ut_holepunch ");
  }
}
