package dev.sluice.transport;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one connection pays in one direction: bytes pass every limiter that it is subject to, one
 * after the other, first its torrent's and then the session's.
 *
 * <p>Who cannot wait keeps the place: to go on paying, pay the same again. Owned by the
 * connection's reader or writer.
 */
public final class Allowance implements AutoCloseable {
  private final List<RateLimiter> limiters;

  /** How many limiters the bytes being paid have passed. */
  private int passed;

  /** The place at the limiter that is next, if one was taken. */
  private RateLimiter.@Nullable Place place;

  /** Pays to {@code limiters}, in this order. */
  public Allowance(RateLimiter... limiters) {
    this.limiters = List.of(limiters);
  }

  /** Returns whether there is a limit at all. */
  public boolean isLimited() {
    for (int i = 0; i < limiters.size(); i++) {
      if (limiters.get(i).isLimited()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Pays if that is possible at once.
   *
   * @return 0 if it is paid; otherwise nanoseconds after which to pay the same again
   */
  public long tryPay(int bytes) {
    for (; passed < limiters.size(); pass()) {
      RateLimiter limiter = limiters.get(passed);
      if (limiter.isLimited() && bytes > 0) {
        long waitNanos = limiter.tryPass(placeAt(limiter, bytes));
        if (waitNanos > 0) {
          return waitNanos;
        }
      }
    }
    passed = 0;
    return 0;
  }

  /**
   * Pays, waiting at most {@code maxWaitNanos} at each limiter.
   *
   * @return whether it is paid; otherwise pay the same again
   */
  public boolean pay(int bytes, long maxWaitNanos) throws InterruptedException {
    while (tryPay(bytes) > 0) {
      RateLimiter limiter = limiters.get(passed);
      if (!limiter.pass(placeAt(limiter, bytes), maxWaitNanos)) {
        return false;
      }
      pass();
    }
    return true;
  }

  private RateLimiter.Place placeAt(RateLimiter limiter, int bytes) {
    RateLimiter.Place taken = place;
    if (taken == null) {
      taken = limiter.enter(bytes);
      place = taken;
    }
    return taken;
  }

  private void pass() {
    place = null;
    passed++;
  }

  /** Gives up what is not paid yet, so that others need not wait for it. */
  @Override
  public void close() {
    if (place != null) {
      limiters.get(passed).leave(place);
    }
    place = null;
    passed = 0;
  }
}
