package dev.sluice.lsd;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Threats, 23: only from private addresses, rate limit. */
class LsdListeningTest {
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  private final LsdListening listening = new LsdListening(0);

  private static InetAddress ip(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.168.1.7", "10.0.0.1", "127.0.0.1", "fe80::1", "fd00::7", "::1"})
  void listensToNeighbours(String sender) {
    assertThat(listening.admits(ip(sender), 0)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.8.8.8", "2001:4860:4860::8888", "224.0.0.1", "255.255.255.255"})
  void doesNotListenToStrangersFromAfar(String sender) {
    assertThat(listening.admits(ip(sender), 0)).isFalse();
  }

  @Test
  void hearsSomuchOfOneHostInAMinute() {
    InetAddress loud = ip("192.168.1.7");
    for (int i = 0; i < LsdListening.MAX_OF_ONE_HOST; i++) {
      assertThat(listening.admits(loud, 0)).isTrue();
    }

    assertThat(listening.admits(loud, MINUTE - 1)).isFalse();
    assertThat(listening.admits(ip("192.168.1.8"), MINUTE - 1)).isTrue();
    assertThat(listening.admits(loud, MINUTE)).isTrue();
  }

  @Test
  void hearsSoMuchOfAllInAMinute() {
    int admitted = 0;
    for (int i = 0; i < 2 * LsdListening.MAX_IN_ALL; i++) {
      admitted += listening.admits(ip("10.0.%d.%d".formatted(i / 250, i % 250)), 0) ? 1 : 0;
    }

    assertThat(admitted).isEqualTo(LsdListening.MAX_IN_ALL);
  }
}
