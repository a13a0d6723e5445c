package dev.sluice.swarm.choking;

import java.util.List;

/**
 * Chances for those who may turn out to want nothing.
 *
 * <p>A seeder may have hundreds of connected peers that say they are interested and never ask. One
 * after the other they would keep the places from those who would. But who does not ask costs
 * nothing: so as long as places are not made use of, others are unchoked beyond them, twice as many
 * each time that none of them asks, until one does.
 *
 * <p>Owned by its choker.
 */
final class Trials {
  /** Chances given at once beyond the places: should all of these ask, a home's line bears it. */
  private static final int MAX_EXTRA = 128;

  private int inVain;

  /** Learns what came of chances, and who has begun to ask after all. */
  void judge(List<Ranked> interested, long nowNanos) {
    for (Ranked each : interested) {
      Ranked.Account account = each.account();
      boolean quiet = each.isQuiet(nowNanos);
      if (account.unchoked && account.quiet && !quiet) {
        account.turnNanos = nowNanos;
        inVain = 0;
      }
      account.quiet = quiet;
      if (!account.judged && each.hasAsked(nowNanos)) {
        account.judged = true;
        inVain = 0;
      } else if (!account.judged && account.unchoked && quiet) {
        account.judged = true;
        inVain = Math.min(MAX_EXTRA, inVain + 1);
      }
    }
  }

  /** Returns how many may be unchoked beyond places of which some are not made use of. */
  int extra() {
    return inVain;
  }
}
