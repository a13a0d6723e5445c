package dev.sluice.lsd;

import dev.sluice.transport.http.AddressScope;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Decides to whom in the local network we listen, and how much.
 *
 * <p>Owned by the actor of local discovery.
 */
final class LsdListening {
  /** Announces of one host that are read in a minute; old clients send one for each torrent. */
  static final int MAX_OF_ONE_HOST = 60;

  /** Announces of all hosts that are read in a minute; more is a storm. */
  static final int MAX_IN_ALL = 1_000;

  private static final long WINDOW_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Map<InetAddress, Integer> heard = new HashMap<>();
  private int heardInAll;
  private long windowNanos;

  /** Begins to count now. */
  LsdListening(long nowNanos) {
    this.windowNanos = nowNanos;
  }

  /**
   * Returns whether a datagram of this host is to be read. Whoever is not in the local network
   * cannot be our neighbour, whatever lets him through.
   */
  boolean admits(InetAddress sender, long nowNanos) {
    if (AddressScope.of(sender).compareTo(AddressScope.LAN) > 0) {
      return false;
    }
    if (nowNanos - windowNanos >= WINDOW_NANOS) {
      windowNanos = nowNanos;
      heardInAll = 0;
      heard.clear();
    }
    return heardInAll++ < MAX_IN_ALL && heard.merge(sender, 1, Integer::sum) <= MAX_OF_ONE_HOST;
  }
}
