package dev.sluice.swarm.choking;

import dev.sluice.swarm.peer.PeerKey;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Who is to be unchoked, put together for one decision by offering places in the order of claims.
 *
 * <p>An unchoked peer that asks for nothing does not count: it keeps its place, and nobody is kept
 * waiting for that.
 *
 * <p>Owned by its choker.
 */
final class Places {
  private final Set<PeerKey> chosen = new LinkedHashSet<>();
  private final long nowNanos;
  private int counted;

  Places(long nowNanos) {
    this.nowNanos = nowNanos;
  }

  /** Gives a place to somebody, unless as many as {@code most} count. */
  void offer(Ranked each, int most) {
    if (counted < most) {
      give(each);
    }
  }

  /** Lets somebody who does not count stay, and somebody who does as {@link #offer} would. */
  void keep(Ranked each, int most) {
    if (counted < most || !each.counts(nowNanos)) {
      give(each);
    }
  }

  /** Gives a place to somebody in any case. */
  void give(Ranked each) {
    boolean mayAsk = !each.isUnchoked() || each.counts(nowNanos);
    if (chosen.add(each.peer()) && mayAsk) {
      counted++;
    }
  }

  boolean has(PeerKey peer) {
    return chosen.contains(peer);
  }
}
