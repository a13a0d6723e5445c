package dev.sluice.swarm;

import dev.sluice.api.PeerSource;
import dev.sluice.model.Bep;
import dev.sluice.model.PeerAddress;
import dev.sluice.swarm.discovery.Candidates;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Decides who makes room when all places are taken: somebody with whom nothing is traded, and who
 * has had time to begin.
 *
 * <p>A caller gets the place of one that the swarm's common order (BEP 40) puts behind it; so a
 * newcomer gets in, and one who floods us with calls gains no more than his proportion. An address
 * that waits to be tried gets a place once in a while, whatever the order says: the peers that we
 * have are not the best there are.
 *
 * <p>Owned by the torrent actor.
 */
@Bep(40)
final class Turnover {
  /** Time to become useful: two rounds of unchoking, an optimistic one among them, and some. */
  static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(90);

  /** Time between two peers that make room for addresses never tried. A guess. */
  static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final PeerTable peers;
  private final Candidates candidates;
  private final Comparator<Peer> worstFirst;
  private boolean hasBegun;
  private long lastNanos;

  Turnover(PeerTable peers, Candidates candidates) {
    this.peers = peers;
    this.candidates = candidates;
    this.worstFirst =
        Comparator.<Peer>comparingInt(Turnover::promises).thenComparingLong(this::priority);
  }

  /** Whoever wants something of us, or has something for us, may yet be of use. */
  private static int promises(Peer peer) {
    return (peer.wanted ? 2 : 0) + (peer.interested ? 1 : 0);
  }

  private long priority(Peer peer) {
    return candidates.priorityOf(peer.listening.orElse(peer.address)).orElse(0);
  }

  /** Returns who is to go so that addresses that wait may be tried; all places must be taken. */
  Optional<Peer> next(long nowNanos) {
    boolean isTime = !hasBegun || nowNanos - lastNanos >= INTERVAL_NANOS;
    if (!isTime || !candidates.hasUntried()) {
      return Optional.empty();
    }
    Optional<Peer> worst = worst(nowNanos);
    if (worst.isPresent()) {
      hasBegun = true;
      lastNanos = nowNanos;
    }
    return worst;
  }

  /** Returns who is to go so that a caller may stay; empty if the caller is to be sent away. */
  Optional<Peer> placeFor(PeerAddress caller, long nowNanos) {
    OptionalLong priority = candidates.priorityOf(caller);
    return priority.isEmpty()
        ? Optional.empty()
        : worst(nowNanos).filter(worst -> priority(worst) < priority.getAsLong());
  }

  private Optional<Peer> worst(long nowNanos) {
    Peer worst = null;
    for (Peer peer : peers) {
      if (mayGo(peer, nowNanos) && (worst == null || worstFirst.compare(peer, worst) < 0)) {
        worst = peer;
      }
    }
    return Optional.ofNullable(worst);
  }

  private boolean mayGo(Peer peer, long nowNanos) {
    boolean gives = peer.wanted && !peer.choking && !peer.snub.isSnubbed(nowNanos);
    boolean takes = peer.interested && !peer.choked;
    boolean mayGo = !peer.isParting && peer.source != PeerSource.EXPLICIT;
    return mayGo && !gives && !takes && nowNanos - peer.connectedNanos >= GRACE_NANOS;
  }
}
