package dev.sluice.swarm.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.PeerAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OwnAddressTest {
  private static final PeerAddress SOMEBODY = new PeerAddress(ip("9.9.9.9"), 1);

  private final Candidates candidates = new Candidates(new Random(1));
  private final OwnAddress own = new OwnAddress(candidates, 6881);

  private static InetAddress ip(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private boolean weAre(String text) {
    long expected = PeerPriority.of(new PeerAddress(ip(text), 6881), SOMEBODY);
    return candidates.priorityOf(SOMEBODY).equals(java.util.OptionalLong.of(expected));
  }

  @Test
  void isWhatTwoSay() {
    own.heard(ip("8.8.8.1"), ip("1.2.3.4"));
    assertThat(candidates.priorityOf(SOMEBODY)).isEmpty();

    own.heard(ip("8.8.8.2"), ip("1.2.3.4"));

    assertThat(weAre("1.2.3.4")).isTrue();
  }

  @Test
  void isNotWhatOneSaysTwice() {
    own.heard(ip("8.8.8.1"), ip("1.2.3.4"));
    own.heard(ip("8.8.8.1"), ip("1.2.3.4"));

    assertThat(candidates.priorityOf(SOMEBODY)).isEmpty();
  }

  @Test
  void isWhatMostSay() {
    for (int i = 1; i <= 3; i++) {
      own.heard(ip("8.8.8." + i), ip("1.2.3.4"));
    }
    for (int i = 4; i <= 5; i++) {
      own.heard(ip("8.8.8." + i), ip("6.6.6.6"));
    }

    assertThat(weAre("1.2.3.4")).isTrue();
  }

  @Test
  void changesWhenTheVoicesDo() {
    for (int i = 1; i <= 3; i++) {
      own.heard(ip("8.8.8." + i), ip("1.2.3.4"));
    }
    for (int i = 1; i <= 3; i++) {
      own.heard(ip("8.8.8." + i), ip("5.6.7.8"));
    }

    assertThat(weAre("5.6.7.8")).isTrue();
  }

  @Test
  void isNoAddressOfNobody() {
    own.heard(ip("8.8.8.1"), ip("0.0.0.0"));
    own.heard(ip("8.8.8.2"), ip("0.0.0.0"));

    assertThat(candidates.priorityOf(SOMEBODY)).isEmpty();
  }
}
