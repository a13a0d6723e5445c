package dev.sluice.dht.guard;

import dev.sluice.dht.node.AddressFamily;
import dev.sluice.dht.node.Subnet;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How many questions of one stranger we hear: {@link #PER_SECOND} a second, with {@link #BURST} at
 * once after a rest. Whoever goes on beyond is not heard at all for {@link #BAN_NANOS}. Of IPv6 a
 * stranger is a whole subnet.
 *
 * <p>A sender can be forged, so this may hit one who has done nothing; it loses our answers, and
 * nothing else: what it answers to our own questions is heard.
 *
 * <p>Owned by the DHT actor.
 */
public final class QueryLimits {
  /** As libtorrent; an honest node asks us a few times a minute. */
  static final int PER_SECOND = 5;

  /** Ten seconds' worth. */
  static final int BURST = 50;

  /** As libtorrent. */
  static final long BAN_NANOS = TimeUnit.MINUTES.toNanos(5);

  /** Strangers that are remembered; a forger may make us forget, then the reply budget holds. */
  static final int MAX_STRANGERS = 2_000;

  private static final long COST_NANOS = TimeUnit.SECONDS.toNanos(1) / PER_SECOND;

  private final Map<Object, Stranger> strangers =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Stranger> eldest) {
          return size() > MAX_STRANGERS;
        }
      };

  private long refusedCount;

  /** Has heard nobody yet. */
  public QueryLimits() {}

  /** Returns whether a question from {@code ip} is to be heard, and counts it. */
  public boolean admits(InetAddress ip, long nowNanos) {
    Stranger stranger =
        strangers.computeIfAbsent(keyOf(ip), key -> new Stranger(nowNanos - BURST * COST_NANOS));
    boolean admitted = stranger.admits(nowNanos);
    refusedCount += admitted ? 0 : 1;
    return admitted;
  }

  private static Object keyOf(InetAddress ip) {
    if (AddressFamily.of(ip) == AddressFamily.IPV4) {
      return ip;
    }
    return Subnet.of(ip).<Object>map(subnet -> subnet).orElse(ip);
  }

  /** Returns how many questions were not heard. */
  public long refusedCount() {
    return refusedCount;
  }

  /** One who asks. Its account is the time up to which its questions are paid. */
  private static final class Stranger {
    private long paidUntilNanos;
    private boolean banned;

    Stranger(long paidUntilNanos) {
      this.paidUntilNanos = paidUntilNanos;
    }

    boolean admits(long nowNanos) {
      if (banned && nowNanos - paidUntilNanos < 0) {
        return false;
      }
      banned = false;
      long earliestNanos = nowNanos - BURST * COST_NANOS;
      if (paidUntilNanos - earliestNanos < 0) {
        paidUntilNanos = earliestNanos;
      }
      paidUntilNanos += COST_NANOS;
      if (paidUntilNanos - nowNanos > 0) {
        banned = true;
        paidUntilNanos = nowNanos + BAN_NANOS;
        return false;
      }
      return true;
    }
  }
}
