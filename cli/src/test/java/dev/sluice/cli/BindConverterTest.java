package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

class BindConverterTest {
  private final BindConverter converter = new BindConverter();

  @Test
  void readsAnAddress() {
    assertThat(converter.convert("127.0.0.2")).isEqualTo(InetAddress.ofLiteral("127.0.0.2"));
    assertThat(converter.convert("2001:db8::1")).isEqualTo(InetAddress.ofLiteral("2001:db8::1"));
  }

  @Test
  void findsTheAddressOfAnInterface() throws SocketException {
    NetworkInterface loopback =
        NetworkInterface.networkInterfaces()
            .filter(BindConverterTest::isLoopback)
            .findFirst()
            .orElseThrow();

    assertThat(converter.convert(loopback.getName())).matches(InetAddress::isLoopbackAddress);
  }

  private static boolean isLoopback(NetworkInterface each) {
    try {
      return each.isLoopback();
    } catch (SocketException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void doesNotTakeAnotherWayWhenTheInterfaceIsNotThere() {
    assertThatThrownBy(() -> converter.convert("tun99"))
        .isInstanceOf(TypeConversionException.class)
        .hasMessage("--bind: 'tun99' is no IP address and no network interface here");
  }
}
