package dev.sluice.swarm;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Whose place is given to another when all are taken: of the peers that are of no use, the one of
 * least use.
 *
 * <p>Of no use is who owes us data for long, who neither wants nor has anything, and who was let
 * ask, never did, and gives nothing. Who waits for its turn is not among them.
 *
 * <p>Owned by the torrent actor.
 */
final class Turnover {
  /** Time between two that have to go: a place lost by mistake is won back elsewhere. A guess. */
  private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** How long a peer may be of no use at first: it has to be unchoked once, to show. A guess. */
  private static final long GRACE_NANOS = TimeUnit.MINUTES.toNanos(2);

  private static final int OF_USE = Integer.MAX_VALUE;

  private final PeerTable peers;
  private boolean begun;
  private long lastNanos;

  Turnover(PeerTable peers) {
    this.peers = peers;
  }

  /** Somebody waits for a place: parts with a peer, if one is of no use and it is time. */
  void makeRoom(long nowNanos) {
    if (begun && nowNanos - lastNanos < INTERVAL_NANOS) {
      return;
    }
    Peer worst = worst(nowNanos);
    if (worst != null) {
      begun = true;
      lastNanos = nowNanos;
      worst.link.close();
    }
  }

  /** Returns the peer of least use, and of several the one that has been here longest. */
  private @Nullable Peer worst(long nowNanos) {
    Peer worst = null;
    int least = OF_USE;
    for (Peer peer : peers) {
      int use = nowNanos - peer.connectedNanos < GRACE_NANOS ? OF_USE : use(peer, nowNanos);
      if (use < least) {
        least = use;
        worst = peer;
      }
    }
    return worst;
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
