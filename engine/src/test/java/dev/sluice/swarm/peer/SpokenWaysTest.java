package dev.sluice.swarm.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dht.node.Ips;
import dev.sluice.model.PeerAddress;
import dev.sluice.swarm.peer.SpokenWays.Way;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpokenWaysTest {
  private static final PeerAddress FAR = Ips.at("192.0.2.7", 7);
  private static final PeerAddress NEAR = Ips.at("192.168.0.7", 7);

  private final SpokenWays ways = new SpokenWays();

  @Test
  void areTheDisguiseForAllButNeighbours() {
    assertThat(ways.of(FAR)).isEqualTo(Way.DISGUISED);
    assertThat(ways.of(NEAR)).isEqualTo(Way.CLEAR);
  }

  @Test
  void areWhatThePeerAnsweredLast() {
    ways.answered(FAR, Way.CLEAR);
    assertThat(ways.of(FAR)).isEqualTo(Way.CLEAR);

    ways.answered(FAR, Way.DISGUISED);
    assertThat(ways.of(FAR)).isEqualTo(Way.DISGUISED);
    assertThat(ways.count()).isZero();
  }

  @Test
  void makeRoomForWhoAnsweredLastInALongSession() {
    for (int port = 1; port <= SpokenWays.MAX_REMEMBERED; port++) {
      ways.answered(Ips.at("192.0.2.8", port), Way.CLEAR);
    }

    for (int port = 1; port <= 100; port++) {
      ways.answered(Ips.at("192.0.2.9", port), Way.CLEAR);
    }

    assertThat(ways.count()).isEqualTo(SpokenWays.MAX_REMEMBERED);
    long late =
        IntStream.rangeClosed(1, 100)
            .filter(port -> ways.of(Ips.at("192.0.2.9", port)) == Way.CLEAR)
            .count();
    assertThat(late).isGreaterThan(50);
  }
}
