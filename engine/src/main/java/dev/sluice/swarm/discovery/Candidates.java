package dev.sluice.swarm.discovery;

import dev.sluice.api.PeerSource;
import dev.sluice.model.PeerAddress;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The addresses that a torrent may dial, and when.
 *
 * <p>First come those that the user named, then those that were never tried, then those that failed
 * least often; among these the better source, and among equals the one that both sides prefer by
 * {@link PeerPriority}. Until we know our own address, chance decides between those, so that the
 * peers of a swarm do not all dial the same. An address that fails waits twice as long each time.
 * It has failed if it could not be reached, and also if its connection did not last a minute: who
 * accepts and hangs up must not be hammered.
 *
 * <p>An address is in use from {@link #next} or {@link #accept} until {@link #ended}. What is in
 * use, banned or our own is not dialled.
 *
 * <p>Owned by the torrent actor.
 */
public final class Candidates {
  /** Addresses kept for one torrent; libtorrent keeps 3,000. We connect to one in twenty. */
  public static final int MAX_ADDRESSES = 2_000;

  /** Those of them that other peers named: liars must leave room for better sources. */
  static final int MAX_FROM_PEX = MAX_ADDRESSES / 2;

  /** Ports of one host that other peers may name: each is a dial, and the host may be a victim. */
  static final int MAX_PORTS_FROM_PEX = 3;

  /** Bans, and addresses of our own, that are kept; then the oldest are forgotten. A guess. */
  static final int MAX_BANS = 1_000;

  private static final long LASTING_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final AddressRule rule;
  private final RandomGenerator random;
  private final Map<PeerAddress, Candidate> known = new LinkedHashMap<>();

  /** By host, which is an IP address or a whole address: see {@link AddressRule}. */
  private final Map<Object, Use> inUse = new HashMap<>();

  private final Set<Object> bannedHosts = boundedSet();
  private final Set<PeerAddress> ownAddresses = boundedSet();

  /** Where we listen, as others see it: at most one address of each family. */
  private final Map<Class<?>, PeerAddress> ourselves = new HashMap<>();

  private long refusedCount;

  private static final class Use {
    final PeerAddress address;

    /** Where a peer that called us listens, when that is kept from being dialled. */
    Optional<PeerAddress> listening = Optional.empty();

    boolean connected;
    long connectedNanos;

    Use(PeerAddress address) {
      this.address = address;
    }

    void connect(long nowNanos) {
      connected = true;
      connectedNanos = nowNanos;
    }

    boolean hasLasted(long nowNanos) {
      return connected && nowNanos - connectedNanos >= LASTING_NANOS;
    }
  }

  /** Knows no address yet. */
  public Candidates(AddressRule rule, RandomGenerator random) {
    this.rule = rule;
    this.random = random;
  }

  private static <T> Set<T> boundedSet() {
    return Collections.newSetFromMap(
        new LinkedHashMap<T, Boolean>() {
          @Override
          protected boolean removeEldestEntry(Map.Entry<T, Boolean> eldest) {
            return size() > MAX_BANS;
          }
        });
  }

  private Object host(PeerAddress address) {
    return rule == AddressRule.ONE_PER_IP ? address.ip() : address;
  }

  private Object bannedHost(PeerAddress address) {
    boolean everyPort = rule == AddressRule.BANS_PER_IP && !address.ip().isLoopbackAddress();
    return everyPort ? address.ip() : host(address);
  }

  /**
   * Makes an address known, unless it is banned, our own, or one too many: then another that failed
   * and is not in use makes room, or if there is none this one is refused.
   *
   * @return whether it is known now and was not before
   */
  public boolean add(PeerAddress address, PeerSource source) {
    if (isBanned(address) || isOurOwn(address)) {
      return false;
    }
    Candidate candidate = known.get(address);
    boolean isNew = candidate == null;
    if (candidate == null) {
      if (isTooMuchHearsay(address, source) || !makeRoom(source)) {
        refusedCount++;
        return false;
      }
      candidate = new Candidate(address, source);
      candidate.prefer(priority(address));
      known.put(address, candidate);
    }
    candidate.foundBy(source);
    return isNew;
  }

  private boolean isOurOwn(PeerAddress address) {
    return ownAddresses.contains(address) || ourselves.containsValue(address);
  }

  private boolean isTooMuchHearsay(PeerAddress address, PeerSource source) {
    if (source != PeerSource.PEX) {
      return false;
    }
    int fromPex = 0;
    int ports = 0;
    for (Candidate candidate : known.values()) {
      fromPex += candidate.source() == PeerSource.PEX ? 1 : 0;
      ports += candidate.address.ip().equals(address.ip()) ? 1 : 0;
    }
    boolean isSpread = ports >= MAX_PORTS_FROM_PEX && !address.ip().isLoopbackAddress();
    return fromPex >= MAX_FROM_PEX || isSpread;
  }

  private long priority(PeerAddress address) {
    PeerAddress own = ourselves.get(address.ip().getClass());
    return own == null ? random.nextInt() & 0xffff_ffffL : PeerPriority.of(own, address);
  }

  /** Notes where others see us: candidates are put into the order that both sides agree on. */
  public void weAre(PeerAddress own) {
    PeerAddress before = ourselves.put(own.ip().getClass(), own);
    if (!own.equals(before)) {
      known.values().forEach(candidate -> candidate.prefer(priority(candidate.address)));
    }
  }

  /**
   * Returns how much a peer and we want each other (BEP 40); empty while we do not know who we are.
   */
  public OptionalLong priorityOf(PeerAddress address) {
    PeerAddress own = ourselves.get(address.ip().getClass());
    return own == null ? OptionalLong.empty() : OptionalLong.of(PeerPriority.of(own, address));
  }

  /** Returns how an address became known; one that is not known has called us. */
  public PeerSource sourceOf(PeerAddress address) {
    Candidate candidate = known.get(address);
    return candidate == null ? PeerSource.INCOMING : candidate.source();
  }

  private boolean makeRoom(PeerSource source) {
    if (known.size() < MAX_ADDRESSES) {
      return true;
    }
    int fewestFailures = source == PeerSource.EXPLICIT ? 0 : 1;
    Candidate worst = null;
    for (Candidate candidate : known.values()) {
      if (!candidate.isExplicit()
          && isIdle(candidate)
          && candidate.failures() >= (worst == null ? fewestFailures : worst.failures() + 1)) {
        worst = candidate;
      }
    }
    return worst != null && known.remove(worst.address) != null;
  }

  private boolean isIdle(Candidate candidate) {
    return !inUse.containsKey(host(candidate.address));
  }

  /** Takes the best address that is due, if there is one; it is in use from now on. */
  public Optional<PeerAddress> next(long nowNanos) {
    Candidate best = best(nowNanos);
    if (best == null) {
      return Optional.empty();
    }
    best.dialled();
    inUse.put(host(best.address), new Use(best.address));
    return Optional.of(best.address);
  }

  private @Nullable Candidate best(long nowNanos) {
    Candidate best = null;
    for (Candidate candidate : known.values()) {
      boolean isDue = isIdle(candidate) && candidate.waitNanos(nowNanos) <= 0;
      if (isDue && (best == null || Candidate.BEST_FIRST.compare(candidate, best) < 0)) {
        best = candidate;
      }
    }
    return best;
  }

  /** Returns whether there is an address that may be dialled and never was. */
  public boolean hasUntried() {
    for (Candidate candidate : known.values()) {
      if (!candidate.isTried() && isIdle(candidate)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns when {@link #next} has an address: {@code nowNanos} if at once, {@code Long.MAX_VALUE}
   * if not before another fact is told.
   */
  public long nextDueNanos(long nowNanos) {
    long shortest = Long.MAX_VALUE;
    for (Candidate candidate : known.values()) {
      if (isIdle(candidate)) {
        shortest = Math.min(shortest, Math.max(0, candidate.waitNanos(nowNanos)));
      }
    }
    return shortest == Long.MAX_VALUE ? Long.MAX_VALUE : nowNanos + shortest;
  }

  /**
   * Decides about a peer that called us.
   *
   * @param address where it called from
   * @return whether it may stay; if so, it is in use until it {@link #ended}. Not if its host is
   *     banned, or connected or being dialled already
   */
  public boolean accept(PeerAddress address, long nowNanos) {
    if (isBanned(address) || inUse.containsKey(host(address))) {
      return false;
    }
    Use use = new Use(address);
    use.connect(nowNanos);
    inUse.put(host(address), use);
    return true;
  }

  /** Notes that the address that {@link #next} gave was reached and speaks for our torrent. */
  public void connected(PeerAddress address, long nowNanos) {
    Use use = inUse.get(host(address));
    if (use != null && use.address.equals(address)) {
      use.connect(nowNanos);
    }
  }

  /**
   * Notes where a peer that called us listens: it is known there, and not dialled while it is here.
   *
   * @param caller the address it called from, which {@link #accept} took in
   */
  public void listens(PeerAddress caller, PeerAddress listening) {
    Use use = inUse.get(host(caller));
    if (use == null || !use.address.equals(caller)) {
      return;
    }
    add(listening, PeerSource.INCOMING);
    if (known.containsKey(listening) && inUse.putIfAbsent(host(listening), use) == null) {
      use.listening = Optional.of(listening);
    }
  }

  /** Notes that a dial failed or a connection ended; does nothing if the address is not in use. */
  public void ended(PeerAddress address, long nowNanos) {
    Use use = inUse.get(host(address));
    if (use == null || !use.address.equals(address)) {
      return;
    }
    inUse.remove(host(address));
    use.listening.ifPresent(listening -> inUse.remove(host(listening)));
    Candidate candidate = known.get(use.listening.orElse(address));
    if (candidate == null) {
      return;
    }
    if (use.hasLasted(nowNanos)) {
      candidate.ended(nowNanos);
    } else {
      candidate.failed(nowNanos);
    }
  }

  /** Bans the host of an address: it is forgotten, never dialled, and refused when it calls. */
  public void ban(PeerAddress address) {
    Object host = bannedHost(address);
    bannedHosts.add(host);
    known.values().removeIf(candidate -> bannedHost(candidate.address).equals(host));
  }

  /** Returns whether the address belongs to a banned host. */
  public boolean isBanned(PeerAddress address) {
    return bannedHosts.contains(bannedHost(address));
  }

  /** Notes that we reached ourselves under this address: it is dropped for good. */
  public void dropOwn(PeerAddress address) {
    ownAddresses.add(address);
    known.remove(address);
    inUse.remove(host(address));
  }

  /** Forgets all addresses but those that the user named. */
  public void forgetFound() {
    known.values().removeIf(candidate -> !candidate.isExplicit());
  }

  /** Returns how many addresses are known, those in use included. */
  public int size() {
    return known.size();
  }

  /** Returns how many addresses were refused because there were too many. */
  public long refusedCount() {
    return refusedCount;
  }
}
