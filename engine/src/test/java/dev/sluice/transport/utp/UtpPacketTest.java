package dev.sluice.transport.utp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UtpPacketTest {
  private static final Stamp STAMP = new Stamp(0x01020304, 0x05060708, 0xf9fafbfcL, 0xbeef);

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  private static UtpPacket decoded(String hex) {
    return UtpPacket.decode(bytes(hex)).orElseThrow();
  }

  @Test
  void isWrittenAsTheBepDrawsIt() {
    UtpPacket packet =
        new UtpPacket(
            PacketType.DATA,
            0xabcd,
            STAMP,
            0x1234,
            SelectiveAck.NONE,
            ByteBuffer.wrap(new byte[] {0x55, 0x66}));

    assertThat(packet.encode())
        .isEqualTo(bytes("01 00 abcd 01020304 05060708 f9fafbfc 1234 beef 5566"));
  }

  @Test
  void isReadAsTheBepDrawsIt() {
    UtpPacket packet = decoded("41 00 abcd 01020304 05060708 f9fafbfc 1234 beef");

    assertThat(packet.type()).isEqualTo(PacketType.SYN);
    assertThat(packet.connectionId()).isEqualTo(0xabcd);
    assertThat(packet.stamp()).isEqualTo(STAMP);
    assertThat(packet.sequence()).isEqualTo(0x1234);
    assertThat(packet.selectiveAck().isEmpty()).isTrue();
    assertThat(packet.payload().remaining()).isZero();
  }

  @Test
  void saysOfPacketsBehindTheMissingOneWhichHaveCome() {
    UtpPacket packet = decoded("21 01 0000 00000000 00000000 00000000 0000 0000  00 04 05000080");
    SelectiveAck ack = packet.selectiveAck();

    assertThat(ack.nextFrom(0)).isZero();
    assertThat(ack.nextFrom(1)).isEqualTo(2);
    assertThat(ack.nextFrom(3)).isEqualTo(31);
    assertThat(ack.nextFrom(32)).isEqualTo(-1);
  }

  /** Seen from libtorrent 2.0, which sends as many bytes as it needs. */
  @Test
  void takesAMaskOfAnyLength() {
    UtpPacket packet = decoded("21 01 0000 00000000 00000000 00000000 0000 0000  00 03 000004");

    assertThat(packet.selectiveAck().nextFrom(0)).isEqualTo(18);
  }

  @Test
  void writesTheMaskInWholeWords() {
    BitSet bits = new BitSet();
    bits.set(0);
    bits.set(32);

    assertThat(SelectiveAck.of(bits).toBytes()).isEqualTo(bytes("01000000 01000000"));
  }

  @Test
  void passesOverExtensionsThatNobodyKnows() {
    UtpPacket packet =
        decoded("01 02 0000 00000000 00000000 00000000 0000 0000  01 03 aabbcc 00 04 01000000 77");

    assertThat(packet.selectiveAck().nextFrom(0)).isZero();
    assertThat(packet.payload().remaining()).isEqualTo(1);
    assertThat(packet.payload().get()).isEqualTo((byte) 0x77);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "01 00 0000 00000000 00000000 00000000 0000 00",
        "02 00 0000 00000000 00000000 00000000 0000 0000",
        "51 00 0000 00000000 00000000 00000000 0000 0000",
        "64 31 3a61 64323a69 6432303a 61626364 6566 6768",
        "01 01 0000 00000000 00000000 00000000 0000 0000",
        "01 01 0000 00000000 00000000 00000000 0000 0000 00",
        "01 02 0000 00000000 00000000 00000000 0000 0000 00 05 01020304",
      })
  void isNotReadFromWhatIsNone(String hex) {
    assertThat(UtpPacket.decode(bytes(hex))).isEmpty();
  }

  @Test
  void isReadAsItWasWritten() {
    Random random = new Random(29);
    for (int i = 0; i < 1_000; i++) {
      UtpPacket packet = random(random);
      UtpPacket read = UtpPacket.decode(packet.encode()).orElseThrow();

      assertThat(read.type()).isEqualTo(packet.type());
      assertThat(read.stamp()).isEqualTo(packet.stamp());
      assertThat(read.sequence()).isEqualTo(packet.sequence());
      assertThat(read.selectiveAck()).hasToString(packet.selectiveAck().toString());
      assertThat(read.payload()).isEqualTo(packet.payload());
    }
  }

  private static UtpPacket random(Random random) {
    byte[] payload = new byte[random.nextInt(50)];
    random.nextBytes(payload);
    byte[] mask = new byte[4 * random.nextInt(32)];
    random.nextBytes(mask);
    return new UtpPacket(
        PacketType.values()[random.nextInt(5)],
        random.nextInt(1 << 16),
        new Stamp(
            random.nextInt(), random.nextInt(), random.nextLong(1L << 32), random.nextInt(1 << 16)),
        random.nextInt(1 << 16),
        SelectiveAck.of(BitSet.valueOf(mask)),
        ByteBuffer.wrap(payload));
  }

  @Test
  void neverFailsOnWhatAnyoneSends() {
    Random random = new Random(2929);
    int readable = 0;
    for (int i = 0; i < 100_000; i++) {
      byte[] datagram = random(random).encode();
      for (int j = random.nextInt(3); j >= 0; j--) {
        datagram[random.nextInt(Math.min(30, datagram.length))] = (byte) random.nextInt();
      }
      byte[] cut = Arrays.copyOf(datagram, random.nextInt(datagram.length + 1));
      readable += UtpPacket.decode(cut).isPresent() ? 1 : 0;
    }

    assertThat(readable).isBetween(1_000, 99_000);
  }
}
