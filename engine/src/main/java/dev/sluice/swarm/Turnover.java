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
 * Whose place is given to another when all are taken: of the peers that are of no use, the one of
 * least use.
 *
 * <p>Of no use is who owes us data for long, who neither wants nor has anything, and who was let
 * ask, never did, and gives nothing. Who waits for its turn is not among them, and whom the user
 * named may always stay. Among equals the one goes that the swarm's common order (BEP 40) puts
 * last.
 *
 * <p>A caller gets the place of one that this order puts behind it; so a newcomer gets in, and one
 * who floods us with calls gains no more than his proportion. While we do not know our own address,
 * and for an address that waits to be dialled, somebody goes once in a while, whatever the order
 * says.
 *
 * <p>Owned by the torrent actor.
 */
@Bep(40)
final class Turnover {
  /** How long a peer may be of no use at first: it has to be unchoked once, to show. A guess. */
  static final long GRACE_NANOS = TimeUnit.MINUTES.toNanos(2);

  /**
   * Time between two that go whatever the common order says: a place lost by mistake is won back
   * elsewhere. A guess.
   */
  static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final int OF_USE = Integer.MAX_VALUE;

  private final PeerTable peers;
  private final Candidates candidates;
  private boolean hasBegun;
  private long lastNanos;

  Turnover(PeerTable peers, Candidates candidates) {
    this.peers = peers;
    this.candidates = candidates;
  }

  /** Returns who is to go so that addresses that wait may be dialled; all places must be taken. */
  Optional<Peer> next(long nowNanos) {
    return candidates.areWaiting(nowNanos) ? onceInAWhile(nowNanos) : Optional.empty();
  }

  /** Returns who is to go so that a caller may stay; empty if the caller is to be sent away. */
  Optional<Peer> placeFor(PeerAddress caller, long nowNanos) {
    OptionalLong priority = candidates.priorityOf(caller);
    return priority.isEmpty()
        ? onceInAWhile(nowNanos)
        : worst(nowNanos).filter(worst -> priority(worst) < priority.getAsLong());
  }

  private Optional<Peer> onceInAWhile(long nowNanos) {
    if (hasBegun && nowNanos - lastNanos < INTERVAL_NANOS) {
      return Optional.empty();
    }
    Optional<Peer> worst = worst(nowNanos);
    if (worst.isPresent()) {
      hasBegun = true;
      lastNanos = nowNanos;
    }
    return worst;
  }

  /** Returns the peer of least use, if one is of none. */
  private Optional<Peer> worst(long nowNanos) {
    Comparator<Peer> leastFirst =
        Comparator.<Peer>comparingInt(peer -> use(peer, nowNanos))
            .thenComparingLong(this::priority);
    Peer worst = null;
    for (Peer peer : peers) {
      if (mayGo(peer, nowNanos) && (worst == null || leastFirst.compare(peer, worst) < 0)) {
        worst = peer;
      }
    }
    return Optional.ofNullable(worst);
  }

  private long priority(Peer peer) {
    return candidates.priorityOf(peer.listening.orElse(peer.address)).orElse(0);
  }

  private static boolean mayGo(Peer peer, long nowNanos) {
    return !peer.isParting
        && peer.source != PeerSource.EXPLICIT
        && nowNanos - peer.connectedNanos >= GRACE_NANOS
        && use(peer, nowNanos) < OF_USE;
  }

  private static int use(Peer peer, long nowNanos) {
    if (peer.snub.isSnubbed(nowNanos)) {
      return 0;
    }
    if (!peer.wanted && !peer.interested) {
      return 1;
    }
    boolean gives = peer.wanted && !peer.choking;
    return peer.hadChance && !peer.hasAsked && !gives ? 2 : OF_USE;
  }
}
