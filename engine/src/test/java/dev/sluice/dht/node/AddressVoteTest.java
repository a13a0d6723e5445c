package dev.sluice.dht.node;

import static dev.sluice.dht.node.Ips.ip;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AddressVoteTest {
  private static final InetAddress OURS = ip("84.124.73.14");
  private static final InetAddress LIE = ip("9.9.9.9");

  private final AddressVote vote = new AddressVote();
  private int voters;

  private Optional<InetAddress> votes(int count, InetAddress seen) {
    Optional<InetAddress> outcome = Optional.empty();
    for (int i = 0; i < count; i++) {
      outcome = vote.vote(Ips.number(voters++).ip(), seen);
    }
    return outcome;
  }

  @Test
  void believesWhatEnoughSubnetsSay() {
    assertThat(votes(AddressVote.QUORUM - 1, OURS)).isEmpty();
    assertThat(votes(1, OURS)).contains(OURS);
    assertThat(vote.winner()).contains(OURS);
  }

  @Test
  void tellsAWinnerOnce() {
    votes(AddressVote.QUORUM, OURS);

    assertThat(votes(3, OURS)).isEmpty();
  }

  @Test
  void countsOneVoteOfASubnetHoweverOftenItVotes() {
    for (int i = 1; i < 200; i++) {
      assertThat(vote.vote(ip("55.66.77." + i), LIE)).isEmpty();
    }
  }

  @Test
  void isNotMovedByAMinority() {
    votes(12, OURS);

    assertThat(votes(11, LIE)).isEmpty();
    assertThat(vote.winner()).contains(OURS);
  }

  @Test
  void followsARealChange() {
    votes(40, OURS);
    InetAddress next = ip("84.124.99.99");

    votes(AddressVote.MAX_VOTES, next);

    assertThat(vote.winner()).contains(next);
  }

  @Test
  void passesOverVotersAndAddressesThatAreNotOnTheInternet() {
    for (int i = 1; i < 50; i++) {
      assertThat(vote.vote(ip("192.168.1." + i), OURS)).isEmpty();
      assertThat(vote.vote(ip("127.0.0." + i), OURS)).isEmpty();
    }
    assertThat(votes(20, ip("10.0.0.1"))).isEmpty();
    assertThat(votes(20, ip("127.0.0.1"))).isEmpty();
  }
}
