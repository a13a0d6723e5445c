package dev.sluice.swarm.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.model.PeerAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeerPriorityTest {
  private static PeerAddress peer(String ip, int port) {
    try {
      return new PeerAddress(InetAddress.getByName(ip), port);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private static long crc(String hex) {
    CRC32C crc = new CRC32C();
    crc.update(HexFormat.of().parseHex(hex));
    return crc.getValue();
  }

  /** The examples of BEP 40. */
  @ParameterizedTest
  @CsvSource({
    "123.213.32.10, 98.76.54.32, ec2d7224",
    "123.213.32.10, 123.213.32.234, 99568189",
  })
  void isAsInTheExamplesOfTheBep(String client, String peer, String expected) {
    long priority = PeerPriority.of(peer(client, 6881), peer(peer, 6881));

    assertThat(priority).isEqualTo(Long.parseLong(expected, 16));
  }

  @Test
  void looksLessCloselyAtTheRestOfAnAddressOfTheSameNetwork() {
    // 10.20.30.40 and 10.20.99.41 are in one /16: ff.ff.ff.55
    assertThat(PeerPriority.of(peer("10.20.30.40", 1), peer("10.20.99.41", 1)))
        .isEqualTo(crc("0a141e00" + "0a146301"));
  }

  @ParameterizedTest
  @CsvSource({
    // nothing in common: 48 bits and 55...
    "2001:db8:1:2::ffff, 2a00::ffff,"
        + " 20010db8000100000000000000005555, 2a000000000000000000000000005555",
    // one /48: 56 bits
    "2001:db8:1:aabb::ffff, 2001:db8:1:bbaa::ffff,"
        + " 20010db80001aa110000000000005555, 20010db80001bb000000000000005555",
    // one /56: 64 bits
    "2001:db8:1:aabb::ffff, 2001:db8:1:aaff::ffff,"
        + " 20010db80001aabb0000000000005555, 20010db80001aaff0000000000005555",
    // one /120: all
    "2001:db8::ff01, 2001:db8::ff02,"
        + " 20010db800000000000000000000ff01, 20010db800000000000000000000ff02",
  })
  void masksIpv6InTheSameWay(String one, String other, String maskedOne, String maskedOther) {
    assertThat(PeerPriority.of(peer(one, 1), peer(other, 1)))
        .isEqualTo(crc(maskedOne + maskedOther));
  }

  @Test
  void comparesPortsOfOneAddress() {
    assertThat(PeerPriority.of(peer("230.12.123.1", 1234), peer("230.12.123.1", 300)))
        .isEqualTo(crc("012c04d2"));
  }

  @Test
  void isWhatTheOtherSideArrivesAt() {
    Random random = new Random(40);
    for (int i = 0; i < 1_000; i++) {
      PeerAddress one = anyPeer(random);
      PeerAddress other = anyPeer(random);

      assertThat(PeerPriority.of(one, other)).isEqualTo(PeerPriority.of(other, one));
    }
  }

  private static PeerAddress anyPeer(Random random) {
    byte[] ip = ByteBuffer.allocate(4).putInt(random.nextInt() & 0xff0f03ff).array();
    try {
      return new PeerAddress(InetAddress.getByAddress(ip), 1 + random.nextInt(0xffff));
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void isNotDefinedBetweenFamilies() {
    PeerAddress one = peer("10.0.0.1", 1);
    PeerAddress other = peer("2001:db8::1", 1);

    assertThat(PeerPriority.isDefined(one.ip(), other.ip())).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> PeerPriority.of(one, other));
  }
}
