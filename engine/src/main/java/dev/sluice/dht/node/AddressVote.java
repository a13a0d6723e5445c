package dev.sluice.dht.node;

import dev.sluice.model.Bep;
import dev.sluice.transport.http.AddressScope;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out by what address the Internet knows us, from what others say (BEP 42).
 *
 * <p>Each subnet has one vote, its last; the newest votes count. An address wins when it has enough
 * of them and more than all others together, so that a few liars can neither name us nor, by voting
 * often, make us change our name again and again.
 *
 * <p>Owned by the DHT actor.
 */
@Bep(42)
public final class AddressVote {
  /** Votes for an address to be believed: more than a liar has subnets at hand. A guess. */
  static final int QUORUM = 6;

  /** Votes that count: few enough that a real change of address shows within minutes. A guess. */
  static final int MAX_VOTES = 32;

  private final Map<Subnet, InetAddress> votes =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Subnet, InetAddress> eldest) {
          return size() > MAX_VOTES;
        }
      };

  private Optional<InetAddress> winner = Optional.empty();

  /** Knows nothing yet. */
  public AddressVote() {}

  /**
   * Notes that {@code voter} says we are {@code seen}. Voters from near, who see us by a local
   * address, and addresses that are not on the Internet do not count.
   *
   * @return the address that has won, if it was not the winner before
   */
  public Optional<InetAddress> vote(InetAddress voter, InetAddress seen) {
    Optional<Subnet> subnet = Subnet.of(voter);
    if (subnet.isEmpty() || AddressScope.of(seen) != AddressScope.PUBLIC) {
      return Optional.empty();
    }
    votes.remove(subnet.get());
    votes.put(subnet.get(), seen);
    if (winner.equals(Optional.of(seen)) || !hasWon(seen)) {
      return Optional.empty();
    }
    winner = Optional.of(seen);
    return winner;
  }

  private boolean hasWon(InetAddress candidate) {
    Map<InetAddress, Integer> counts = new HashMap<>();
    votes.values().forEach(each -> counts.merge(each, 1, Integer::sum));
    int own = counts.getOrDefault(candidate, 0);
    return own >= QUORUM && 2 * own > votes.size();
  }

  /** Returns by what address we are known, as far as we know. */
  public Optional<InetAddress> winner() {
    return winner;
  }
}
