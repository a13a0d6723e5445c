package dev.sluice.swarm.discovery;

import dev.sluice.model.Bep;
import dev.sluice.model.PeerAddress;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Under which address others see us, as most of them say (BEP 10, {@code yourip}). BEP 40: it is "a
 * hint", not to be trusted blindly; so one voice is not enough.
 *
 * <p>Owned by the torrent actor.
 */
@Bep({10, 40})
public final class OwnAddress {
  /** Voices that are counted, those heard last; a guess. */
  static final int MAX_VOICES = 64;

  /** Voices that must agree. */
  static final int MIN_VOICES = 2;

  private final Candidates candidates;
  private final int listeningPort;

  private final Map<InetAddress, InetAddress> voices =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, InetAddress> eldest) {
          return size() > MAX_VOICES;
        }
      };

  /**
   * Knows nothing yet.
   *
   * @param candidates told of every change of mind
   * @param listeningPort where we take calls; 0 when we do not, and then have no address
   */
  public OwnAddress(Candidates candidates, int listeningPort) {
    this.candidates = candidates;
    this.listeningPort = listeningPort;
  }

  /** Notes how a peer sees us; each host has one voice. */
  public void heard(InetAddress voter, InetAddress seen) {
    if (listeningPort == 0 || seen.isAnyLocalAddress() || seen.isMulticastAddress()) {
      return;
    }
    voices.remove(voter);
    voices.put(voter, seen);
    InetAddress winner = mostNamedLike(seen);
    if (votesFor(winner) >= MIN_VOICES) {
      candidates.weAre(new PeerAddress(winner, listeningPort));
    }
  }

  private InetAddress mostNamedLike(InetAddress seen) {
    Map<InetAddress, Integer> counts = new HashMap<>();
    InetAddress winner = seen;
    for (InetAddress named : voices.values()) {
      int count = counts.merge(named, 1, Integer::sum);
      if (named.getClass() == seen.getClass() && count > counts.getOrDefault(winner, 0)) {
        winner = named;
      }
    }
    return winner;
  }

  private long votesFor(InetAddress address) {
    return voices.values().stream().filter(address::equals).count();
  }
}
