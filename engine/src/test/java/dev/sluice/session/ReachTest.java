package dev.sluice.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReachTest {
  @ParameterizedTest
  @CsvSource({
    "8.8.8.8, true",
    "2606:4700::1111, true",
    "127.0.0.1, false",
    "192.168.1.7, false",
    "100.64.0.1, false",
    "fe80::1, false"
  })
  void isShownByCallsFromOutsideAlone(String caller, boolean shown) throws Exception {
    Reach reach = new Reach();

    reach.onCalled(InetAddress.getByName(caller));

    assertThat(reach.isShown()).isEqualTo(shown);
  }
}
