package dev.sluice.dht.node;

import static dev.sluice.dht.node.Ips.ip;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecureIdsTest {
  private final Random random = new Random(42);

  /** The vectors of BEP 42. */
  @ParameterizedTest
  @CsvSource({
    "124.31.75.21, 5fbfbff10c5d6a4ec8a88e4c6ab4c28b95eee401",
    "21.75.31.124, 5a3ce9c14e7a08645677bbd1cfe7d8f956d53256",
    "65.23.51.170, a5d43220bc8f112a3d426c84764f8c2a1150e616",
    "84.124.73.14, 1b0321dd1bb1fe518101ceef99462b947a01ff41",
    "43.213.53.83, e56f6cbf5b7c4be0237986d5243b87aa6d51305a"
  })
  void acceptsTheVectors(String address, String id) {
    assertThat(SecureIds.isSecure(NodeId.of(HexFormat.of().parseHex(id)), ip(address))).isTrue();
    assertThat(SecureIds.isSecure(NodeId.of(HexFormat.of().parseHex(id)), ip("124.31.75.22")))
        .isFalse();
  }

  @Test
  void bindsTheFirst21BitsAlone() {
    NodeId vector = NodeId.of(HexFormat.of().parseHex("5fbfbff10c5d6a4ec8a88e4c6ab4c28b95eee401"));
    InetAddress address = ip("124.31.75.21");

    NodeId other22nd = new NodeId(vector.high() ^ 1L << 42, vector.middle(), vector.low());
    NodeId other21st = new NodeId(vector.high() ^ 1L << 43, vector.middle(), vector.low());

    assertThat(SecureIds.isSecure(other22nd, address)).isTrue();
    assertThat(SecureIds.isSecure(other21st, address)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"124.31.75.21", "8.8.8.8", "2a00:1450:4001:80b::200e"})
  void drawsIdsThatTheAddressIsEntitledTo(String address) {
    for (int i = 0; i < 100; i++) {
      NodeId id = SecureIds.draw(ip(address), random);

      assertThat(SecureIds.isSecure(id, ip(address))).isTrue();
    }
  }

  @Test
  void takesTheHighHalfOfAnIpv6Address() {
    NodeId id = SecureIds.draw(ip("2a00:1450:4001:80b::200e"), random);

    assertThat(SecureIds.isSecure(id, ip("2a00:1450:4001:80b:1:2:3:4"))).isTrue();
    assertThat(SecureIds.isSecure(id, ip("2a00:1450:4001:80c::200e"))).isFalse();
  }

  @Test
  void refusesNearlyEveryChanceId() {
    long secure = random.longs(20_000).filter(i -> isSecureByChance()).count();

    // 8 of 2^21 ids belong to one address.
    assertThat(secure).isLessThan(10);
  }

  private boolean isSecureByChance() {
    return SecureIds.isSecure(NodeId.random(random), ip("84.124.73.14"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.1.2.3",
        "192.168.1.1",
        "172.16.0.1",
        "169.254.1.1",
        "::1",
        "fd00::1",
        "fe80::1"
      })
  void exemptsAddressesThatNobodyOutsideCanHave(String address) {
    assertThat(SecureIds.isSecure(NodeId.random(random), ip(address))).isTrue();
  }
}
