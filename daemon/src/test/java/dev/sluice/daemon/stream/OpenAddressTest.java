package dev.sluice.daemon.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is printed must be what others can open. */
class OpenAddressTest {
  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private static List<InetAddress> addresses(String... literals) {
    return Arrays.stream(literals).map(OpenAddressTest::address).toList();
  }

  @Test
  void isTheOneThatIsListenedOn() {
    assertThat(OpenAddress.of(address("192.0.2.7"))).isEqualTo(address("192.0.2.7"));
  }

  @Test
  void isNeverTheOneThatStandsForAll() {
    assertThat(OpenAddress.of(address("0.0.0.0")).isAnyLocalAddress()).isFalse();
    assertThat(OpenAddress.of(address("::")).isAnyLocalAddress()).isFalse();
  }

  @Test
  void isWhatPeopleHandOn() {
    List<InetAddress> known =
        addresses("127.0.0.1", "fe80::1", "2001:db8::7", "169.254.3.3", "192.0.2.7");

    assertThat(OpenAddress.among(known, false)).isEqualTo(address("192.0.2.7"));
  }

  @Test
  void isOneThatSomebodyListensOn() {
    assertThat(OpenAddress.among(addresses("2001:db8::7"), false))
        .isEqualTo(address("2001:db8::7"));
    assertThat(OpenAddress.among(addresses("2001:db8::7"), true)).isEqualTo(address("127.0.0.1"));
  }

  @Test
  void isLoopbackWhereThereIsNothingElse() {
    assertThat(OpenAddress.among(addresses("127.0.0.1"), true)).isEqualTo(address("127.0.0.1"));
  }
}
