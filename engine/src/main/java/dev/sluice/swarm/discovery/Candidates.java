package dev.sluice.swarm.discovery;

import dev.sluice.model.PeerAddress;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of a torrent that we may dial, and when.
 *
 * <p>First come those that the user named, then those that were never tried, then those that failed
 * least often; among equals one at random, so that the peers of a swarm do not all dial the same. An
 * address that fails waits twice as long each time. It failed if it could not be reached, and also if
 * its connection did not last a minute: who accepts and hangs up must not be hammered.
 *
 * <p>An address is <em>idle</em>, or in use from {@link #next} or {@link #connected} until {@link
 * #ended}. What is in use, banned or our own is not dialled.
 *
 * <p>Owned by the torrent actor.
 */
public final class Candidates {
  /** Addresses kept for one torrent. libtorrent keeps 3000; connecting takes one in twenty. */
  public static final int MAX_ADDRESSES = 2_000;

  /** Bans kept for one torrent; beyond it the oldest are forgotten. A guess. */
  static final int MAX_BANS = 1_000;

  private static final long LASTING_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** Threats 28: explicit peers are tried again and again. */
  private static final BackOff EXPLICIT_BACK_OFF =
      new BackOff(TimeUnit.SECONDS.toNanos(1), TimeUnit.SECONDS.toNanos(60));

  /** Others: the first wait is libtorrent's {@code min_reconnect_time}. */
  private static final BackOff BACK_OFF =
      new BackOff(TimeUnit.MINUTES.toNanos(1), TimeUnit.MINUTES.toNanos(30));

  private record BackOff(long firstNanos, long longestNanos) {
    long afterFailures(int failures) {
      int doublings = Math.min(30, Math.max(0, failures - 1));
      return Math.min(longestNanos, firstNanos << doublings);
    }
  }

  private static final class Candidate {
    final PeerAddress address;
    boolean explicit;
    boolean inUse;
    boolean tried;
    int failures;
    long dueNanos;
    long connectedNanos;
    boolean wasConnected;

    Candidate(PeerAddress address) {
      this.address = address;
    }

    BackOff backOff() {
      return explicit ? EXPLICIT_BACK_OFF : BACK_OFF;
    }
  }

  private static final Comparator<Candidate> BEST_FIRST =
      Comparator.<Candidate>comparingInt(candidate -> candidate.explicit ? 0 : 1)
          .thenComparingInt(candidate -> candidate.tried ? 1 : 0)
          .thenComparingInt(candidate -> candidate.failures);

  private final AddressRule rule;
  private final RandomGenerator random;
  private final Map<PeerAddress, Candidate> known = new LinkedHashMap<>();
  private final Map<Object, Integer> hostsInUse = new LinkedHashMap<>();
  private final Set<Object> banned = java.util.Collections.newSetFromMap(boundedMap());
  private final Set<PeerAddress> own = new HashSet<>();
  private int refusedCount;

  private static Map<Object, Boolean> boundedMap() {
    return new LinkedHashMap<>() {
      @Override
      protected boolean removeEldestEntry(Map.Entry<Object, Boolean> eldest) {
        return size() > MAX_BANS;
      }
    };
  }

  /** Knows no address. */
  public Candidates(AddressRule rule, RandomGenerator random) {
    this.rule = rule;
    this.random = random;
  }

  private Object host(PeerAddress address) {
    return rule == AddressRule.ONE_PER_IP ? address.ip() : address;
  }

  /**
   * Makes an address known. One that is banned, our own, or too many is refused; if it is full, an idle
   * address that failed makes room.
   *
   * @return whether it was not known before and is now
   */
  public boolean add(PeerAddress address, Source source) {
    if (isBanned(address) || own.contains(address)) {
      return false;
    }
    Candidate candidate = known.get(address);
    boolean isNew = candidate == null;
    if (candidate == null) {
      if (known.size() >= MAX_ADDRESSES && !makeRoom(source)) {
        refusedCount++;
        return false;
      }
      candidate = new Candidate(address);
      known.put(address, candidate);
    }
    candidate.explicit |= source == Source.EXPLICIT;
    return isNew;
  }

  private boolean makeRoom(Source source) {
    Candidate worst = null;
    for (Candidate candidate : known.values()) {
      boolean dispensable = candidate.failures > 0 || source == Source.EXPLICIT;
      if (!candidate.inUse
          && !candidate.explicit
          && dispensable
          && (worst == null || candidate.failures > worst.failures)) {
        worst = candidate;
      }
    }
    return worst != null && known.remove(worst.address) != null;
  }

  /** Takes the best address that is due, if there is one; it is in use from now on. */
  public Optional<PeerAddress> next(long nowNanos) {
    Candidate best = null;
    int equals = 0;
    for (Candidate candidate : known.values()) {
      if (!isIdle(candidate) || isWaiting(candidate, nowNanos)) {
        continue;
      }
      int order = best == null ? -1 : BEST_FIRST.compare(candidate, best);
      equals = order < 0 ? 1 : order == 0 ? equals + 1 : equals;
      if (order < 0 || (order == 0 && random.nextInt(equals) == 0)) {
        best = candidate;
      }
    }
    if (best == null) {
      return Optional.empty();
    }
    best.tried = true;
    occupy(best);
    return Optional.of(best.address);
  }

  private boolean isIdle(Candidate candidate) {
    return !candidate.inUse && !hostsInUse.containsKey(host(candidate.address));
  }

  private static boolean isWaiting(Candidate candidate, long nowNanos) {
    return candidate.failures > 0 && candidate.dueNanos - nowNanos > 0;
  }

  /**
   * Returns when {@link #next} has an address: {@code nowNanos} if at once, {@code Long.MAX_VALUE} if
   * not before another fact is told.
   */
  public long nextDueNanos(long nowNanos) {
    long earliest = Long.MAX_VALUE;
    for (Candidate candidate : known.values()) {
      if (isIdle(candidate)) {
        if (!isWaiting(candidate, nowNanos)) {
          return nowNanos;
        }
        earliest = Math.min(earliest, candidate.dueNanos);
      }
    }
    return earliest;
  }

  /**
   * Notes that a connection stands with this address, whichever side dialled.
   *
   * @return whether it may stay: false if the host is banned, or if it called us and is connected or
   *     being dialled already; the connection is then to be closed and not to be {@link #ended}
   */
  public boolean connected(PeerAddress address, long nowNanos) {
    if (isBanned(address)) {
      release(address, nowNanos);
      return false;
    }
    Candidate candidate = known.get(address);
    if (candidate != null && candidate.inUse && !candidate.wasConnected) {
      candidate.wasConnected = true;
      candidate.connectedNanos = nowNanos;
      return true;
    }
    if (hostsInUse.containsKey(host(address))) {
      return false;
    }
    hostsInUse.merge(host(address), 1, Integer::sum);
    if (candidate != null) {
      candidate.inUse = true;
      candidate.tried = true;
      candidate.wasConnected = true;
      candidate.connectedNanos = nowNanos;
    }
    return true;
  }

  private void occupy(Candidate candidate) {
    candidate.inUse = true;
    candidate.wasConnected = false;
    hostsInUse.merge(host(candidate.address), 1, Integer::sum);
  }

  /** Notes that a dial failed or a connection ended: the address is idle, and may have to wait. */
  public void ended(PeerAddress address, long nowNanos) {
    release(address, nowNanos);
  }

  private void release(PeerAddress address, long nowNanos) {
    Candidate candidate = known.get(address);
    if (candidate != null && !candidate.inUse) {
      return;
    }
    hostsInUse.computeIfPresent(host(address), (host, count) -> lessOne(count));
    if (candidate != null) {
      boolean lasted = candidate.wasConnected && nowNanos - candidate.connectedNanos >= LASTING_NANOS;
      candidate.inUse = false;
      candidate.wasConnected = false;
      candidate.failures = lasted ? 1 : candidate.failures + 1;
      candidate.dueNanos = nowNanos + candidate.backOff().afterFailures(candidate.failures);
    }
  }

  private static @Nullable Integer lessOne(int count) {
    return count == 1 ? null : count - 1;
  }

  public boolean isBanned(PeerAddress address) { return banned.contains(host(address)); }
  public void ban(PeerAddress address) { banned.add(host(address)); }
  public void isOurs(PeerAddress address) { own.add(address); }
  public int size() { return known.size(); }
}
