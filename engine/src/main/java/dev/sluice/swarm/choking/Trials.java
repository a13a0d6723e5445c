package dev.sluice.swarm.choking;

import dev.sluice.swarm.peer.PeerKey;
import java.util.List;
import java.util.Set;

/**
 * First chances: whether newcomers ask for anything once they may.
 *
 * <p>A seeder may have hundreds of connected peers that say they are interested and never ask. One
 * after the other they would keep the places from those who would. But who does not ask costs
 * nothing: so as long as places are not made use of, newcomers are unchoked beyond them, twice as
 * many each time that none of them asks, until one does.
 *
 * <p>Owned by its choker.
 */
final class Trials {
  /** Chances given at once beyond the places. A guess: an eighth of the peers of a large seeder. */
  private static final int MAX_EXTRA = 128;

  private int inVain;

  /** Learns what came of first chances. */
  void judge(List<Ranked> interested, long nowNanos) {
    for (Ranked each : interested) {
      if (!each.account().judged && each.hasAsked(nowNanos)) {
        each.account().judged = true;
        inVain = 0;
      } else if (!each.account().judged && each.isIdle(nowNanos)) {
        each.account().judged = true;
        inVain = Math.min(MAX_EXTRA, inVain + 1);
      }
    }
  }

  /** Adds to {@code chosen} who is on trial, and more newcomers if places are not made use of. */
  void choose(List<Ranked> interested, int places, Set<PeerKey> chosen, long nowNanos) {
    int taking = 0;
    int extra = 0;
    for (Ranked each : interested) {
      taking += each.isTaking(nowNanos) ? 1 : 0;
      extra += each.isOnTrial(nowNanos) && chosen.add(each.peer()) ? 1 : 0;
    }
    for (Ranked each : interested) {
      if (taking < places && extra < inVain && !each.account().everUnchoked) {
        extra += chosen.add(each.peer()) ? 1 : 0;
      }
    }
  }

  /** Returns when the next trial ends, or {@code latestNanos} if that is earlier. */
  static long nextEndNanos(Iterable<Ranked.Account> accounts, long latestNanos, long nowNanos) {
    long next = latestNanos;
    for (Ranked.Account account : accounts) {
      long endNanos = account.sinceNanos + Ranked.ASK_NANOS;
      if (account.unchoked && !account.judged && endNanos - nowNanos > 0 && endNanos - next < 0) {
        next = endNanos;
      }
    }
    return next;
  }
}
