package dev.sluice.swarm.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.PeerAddress;
import dev.sluice.wire.extension.PexPeer;
import dev.sluice.wire.extension.UtPex;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Threats, 18: peers named by PEX must not make us a weapon, nor fill our list. */
class PexIntakeTest {
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  private final PexIntake intake = new PexIntake(address(9999, 6881));

  private static PeerAddress address(int host, int port) {
    try {
      byte[] ip = {8, (byte) (host >> 16), (byte) (host >> 8), (byte) host};
      return new PeerAddress(InetAddress.getByAddress(ip), port);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private static UtPex message(PeerAddress... addresses) {
    List<PexPeer> peers = new ArrayList<>();
    for (PeerAddress address : addresses) {
      peers.add(new PexPeer(address, 0));
    }
    return new UtPex(peers, List.of());
  }

  private static UtPex hosts(int from, int count) {
    PeerAddress[] addresses = new PeerAddress[count];
    for (int i = 0; i < count; i++) {
      addresses[i] = address(from + i, 6881);
    }
    return message(addresses);
  }

  @Test
  void believesWhatMayBe() {
    assertThat(intake.read(hosts(1, 2), 0)).containsExactly(address(1, 6881), address(2, 6881));
  }

  @Test
  void readsFiftyOfAMessage() {
    assertThat(intake.read(hosts(1, 100), 0)).hasSize(50);
  }

  @Test
  void readsOneMessageAMinute() {
    intake.read(hosts(1, 1), 0);

    assertThat(intake.read(hosts(2, 1), PexIntake.INTERVAL_NANOS - 1)).isEmpty();
    assertThat(intake.read(hosts(3, 1), PexIntake.INTERVAL_NANOS)).hasSize(1);
  }

  @Test
  void takesOnePortOfAHostFromEachMessage() {
    UtPex victim = message(address(1, 5000), address(1, 5001), address(1, 5002), address(2, 1));

    assertThat(intake.read(victim, 0)).containsExactly(address(1, 5000));
  }

  @Test
  void doesNotBelieveOnePeerForEver() {
    int believed = 0;
    for (int i = 0; i < 60; i++) {
      believed += intake.read(hosts(1 + 50 * i, 50), i * MINUTE).size();
    }

    assertThat(believed).isEqualTo(PexIntake.MAX_BELIEVED);
  }

  @Test
  void callsAFloodByItsName() {
    intake.read(hosts(1, 1), 0);
    for (int i = 0; i < PexIntake.MAX_EARLY; i++) {
      intake.read(hosts(1, 1), 1);
    }
    assertThat(intake.isFlood()).isFalse();

    intake.read(hosts(1, 1), 1);

    assertThat(intake.isFlood()).isTrue();
  }
}
