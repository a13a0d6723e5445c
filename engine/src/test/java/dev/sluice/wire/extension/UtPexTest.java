package dev.sluice.wire.extension;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.PeerAddress;
import dev.sluice.wire.WireException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class UtPexTest {
  private static PeerAddress peer(String ip, int port) {
    try {
      return new PeerAddress(InetAddress.getByName(ip), port);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private static UtPex parse(String latin1) throws WireException {
    return UtPex.parse(latin1.getBytes(ISO_8859_1));
  }

  @Test
  void writesFlagsBesideAddresses() {
    UtPex message =
        new UtPex(
            List.of(new PexPeer(peer("1.2.3.4", 258), PexPeer.REACHABLE | PexPeer.UPLOAD_ONLY)),
            List.of());

    assertThat(new String(message.encode(), ISO_8859_1))
        .isEqualTo("d5:added6:\u0001\u0002\u0003\u0004\u0001\u00027:added.f1:\u0012e");
  }

  @Test
  void readsWhatItWrites() throws WireException {
    UtPex message =
        new UtPex(
            List.of(
                new PexPeer(peer("192.0.2.1", 6881), PexPeer.SUPPORTS_UTP),
                new PexPeer(peer("192.0.2.2", 1), 0xff),
                new PexPeer(peer("2001:db8::1", 65535), 0)),
            List.of(peer("192.0.2.3", 80), peer("2001:db8::2", 81)));

    assertThat(UtPex.parse(message.encode())).isEqualTo(message);
  }

  @Test
  void keepsFlagsWithTheirPeerWhenAnotherIsLeftOut() throws WireException {
    UtPex message = parse("d5:added12:aaaa\0\0bbbb\0\u00017:added.f2:\u0001\u0002e");

    assertThat(message.added()).containsExactly(new PexPeer(peer("98.98.98.98", 1), 2));
  }

  @Test
  void readsPeersWithoutFlags() throws WireException {
    UtPex message = parse("d5:added12:aaaa\0\u0001bbbb\0\u00017:added.f1:\u0001e");

    assertThat(message.added()).extracting(PexPeer::flags).containsExactly(1, 0);
  }

  @Test
  void ignoresWhatIsOfTheWrongKindAndWhatIsNoWholeEntry() throws WireException {
    UtPex message = parse("d5:added8:aaaa\0\u0001bb6:added6i1e7:droppedlee");

    assertThat(message.added()).containsExactly(new PexPeer(peer("97.97.97.97", 1), 0));
    assertThat(message.dropped()).isEmpty();
  }

  @Test
  void readsNoMorePeersThanItsLimit() throws WireException {
    String thousand = "6000:" + "aaaaaa".repeat(1_000);

    UtPex message = parse("d5:added" + thousand + "7:dropped" + thousand + "e");

    assertThat(message.added()).hasSize(UtPex.MAX_PEERS);
    assertThat(message.dropped()).hasSize(UtPex.MAX_PEERS);
  }

  @Test
  void refusesWhatIsNoDictionary() {
    assertThatThrownBy(() -> parse("le")).isInstanceOf(WireException.class);
  }
}
