package dev.sluice.swarm.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.PeerAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Threats, 17 and 18: nobody is made to knock at doors that are none of the swarm. */
class HearsayTest {
  private static PeerAddress peer(String ip, int port) {
    try {
      return new PeerAddress(InetAddress.getByName(ip), port);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    // who speaks, of whom, whether it may pass
    "8.8.8.8, 9.9.9.9, true",
    "8.8.8.8, 192.168.1.7, false",
    "8.8.8.8, 127.0.0.1, false",
    "8.8.8.8, 169.254.169.254, false",
    "8.8.8.8, 224.0.0.1, false",
    "8.8.8.8, 255.255.255.255, false",
    "8.8.8.8, 0.0.0.0, false",
    "8.8.8.8, 2a00:1450::1, true",
    "8.8.8.8, fe80::1, false",
    "8.8.8.8, fd00::1, false",
    "8.8.8.8, ::1, false",
    "192.168.1.7, 192.168.1.8, true",
    "192.168.1.7, 9.9.9.9, true",
    "192.168.1.7, 127.0.0.1, false",
    "127.0.0.1, 127.0.0.2, true",
    "127.0.0.1, 192.168.1.7, true",
    "127.0.0.1, 239.192.152.143, false",
  })
  void anAddressIsNotToldFromFarToNear(String speaker, String spokenOf, boolean mayPass) {
    assertThat(Hearsay.mayPass(peer(speaker, 6881), peer(spokenOf, 6882))).isEqualTo(mayPass);
  }

  @ParameterizedTest
  @CsvSource({"22, false", "80, false", "1023, false", "1024, true", "65535, true"})
  void aPortOfTheSystemsServicesIsNoPeers(int port, boolean mayPass) {
    assertThat(Hearsay.mayPass(peer("8.8.8.8", 6881), peer("9.9.9.9", port))).isEqualTo(mayPass);
  }

  @ParameterizedTest
  @CsvSource({"6881, false", "6882, true"})
  void nobodyIsToldOfHimself(int port, boolean mayPass) {
    assertThat(Hearsay.mayPass(peer("8.8.8.8", 6881), peer("8.8.8.8", port))).isEqualTo(mayPass);
  }
}
