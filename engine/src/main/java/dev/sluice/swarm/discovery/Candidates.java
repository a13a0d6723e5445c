package dev.sluice.swarm.discovery;

import dev.sluice.api.BanView;
import dev.sluice.api.PeerSource;
import dev.sluice.model.AddressRanges;
import dev.sluice.model.PeerAddress;
import dev.sluice.model.PeerHost;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
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
 * use, banned or our own is not dialled. One host may have a few addresses, but not every place.
 *
 * <p>It lives as long as the torrent does: bans outlast a pause.
 *
 * <p>Owned by the torrent actor.
 */
public final class Candidates {
  /** Addresses kept for one torrent; libtorrent keeps 3,000. We connect to one in twenty. */
  public static final int MAX_ADDRESSES = 2_000;

  /** Those of them that other peers named: liars must leave room for better sources. */
  static final int MAX_FROM_PEX = MAX_ADDRESSES / 2;

  /**
   * Addresses of one host that are kept, and that are in use at one time. A household behind one
   * router has a few peers; more would be one that wants every place, or a victim that somebody
   * names with many ports so that we knock at all of them. What the user names, and the loopback,
   * are free of it.
   */
  public static final int MAX_PER_HOST = 5;

  /** Bans, and addresses of our own, that are kept; then the oldest are forgotten. A guess. */
  public static final int MAX_BANS = 1_000;

  private static final long LASTING_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Random random;
  private final AddressRanges blocked;
  private final Map<PeerAddress, Candidate> known = new LinkedHashMap<>();
  private final HostCounts knownHosts = new HostCounts();
  private final AddressUses uses = new AddressUses();
  private final BanList bans = new BanList();
  private final Set<PeerAddress> ownAddresses = boundedSet();

  /** Where we listen, as others see it: at most one address of each family. */
  private final Map<Class<?>, PeerAddress> ourselves = new HashMap<>();

  private long refusedCount;

  /** Knows no address yet. */
  public Candidates(Random random) {
    this(random, AddressRanges.NONE);
  }

  /** Knows no address yet, and takes none that is {@code blocked}. */
  public Candidates(Random random, AddressRanges blocked) {
    this.random = random;
    this.blocked = blocked;
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
      if (isTooMuchHearsay(source) || !makeRoom(address, source)) {
        refusedCount++;
        return false;
      }
      candidate = new Candidate(address, source);
      candidate.prefer(priority(address));
      known.put(address, candidate);
      knownHosts.add(address);
    }
    candidate.foundBy(source);
    return isNew;
  }

  /** Returns whether the address is known to be our own. */
  public boolean isOurOwn(PeerAddress address) {
    return ownAddresses.contains(address) || ourselves.containsValue(address);
  }

  private boolean isTooMuchHearsay(PeerSource source) {
    return source == PeerSource.PEX
        && known.values().stream().filter(each -> each.source() == PeerSource.PEX).count()
            >= MAX_FROM_PEX;
  }

  private long priority(PeerAddress address) {
    return priorityOf(address).orElseGet(() -> random.nextInt() & 0xffff_ffffL);
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

  /** Returns all addresses that are known, and how each became so. */
  public Map<PeerAddress, PeerSource> sources() {
    Map<PeerAddress, PeerSource> sources = new LinkedHashMap<>();
    known.values().forEach(candidate -> sources.put(candidate.address, candidate.source()));
    return sources;
  }

  /** Returns how an address became known; one that is not known has called us. */
  public PeerSource sourceOf(PeerAddress address) {
    Candidate candidate = known.get(address);
    return candidate == null ? PeerSource.INCOMING : candidate.source();
  }

  private boolean makeRoom(PeerAddress address, PeerSource source) {
    if (source != PeerSource.EXPLICIT && knownHosts.of(address) >= MAX_PER_HOST) {
      return false;
    }
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
    return worst != null && forget(worst.address);
  }

  private boolean forget(PeerAddress address) {
    boolean wasKnown = known.remove(address) != null;
    if (wasKnown) {
      knownHosts.remove(address);
    }
    return wasKnown;
  }

  private boolean isIdle(Candidate candidate) {
    return !uses.contains(candidate.address);
  }

  /** Takes the best address that is due, if there is one; it is in use from now on. */
  public Optional<PeerAddress> next(long nowNanos) {
    Candidate best = best(nowNanos);
    if (best == null) {
      return Optional.empty();
    }
    best.dialled();
    uses.begin(best.address);
    return Optional.of(best.address);
  }

  /** Returns whether an address was dialled the last time in vain, and nothing came of it since. */
  public boolean isUnreached(PeerAddress address) {
    Candidate candidate = known.get(address);
    return candidate != null && isIdle(candidate) && candidate.isUnreached();
  }

  /**
   * Notes that an address may be reached now, for some seconds; does nothing if it is not known.
   */
  public void callNext(PeerAddress address) {
    Candidate candidate = known.get(address);
    if (candidate != null) {
      candidate.opened();
    }
  }

  /** Returns whether {@link #next} has an address now. */
  public boolean areWaiting(long nowNanos) {
    return known.values().stream().anyMatch(candidate -> mayBeDialled(candidate, nowNanos));
  }

  private @Nullable Candidate best(long nowNanos) {
    Candidate best = null;
    for (Candidate candidate : known.values()) {
      if (mayBeDialled(candidate, nowNanos)
          && (best == null || Candidate.BEST_FIRST.compare(candidate, best) < 0)) {
        best = candidate;
      }
    }
    return best;
  }

  private boolean mayBeDialled(Candidate candidate, long nowNanos) {
    return isIdle(candidate)
        && candidate.waitNanos(nowNanos) <= 0
        && (candidate.isExplicit() || hasRoomFor(candidate.address));
  }

  private boolean isExplicit(PeerAddress address) {
    Candidate candidate = known.get(address);
    return candidate != null && candidate.isExplicit();
  }

  private boolean hasRoomFor(PeerAddress address) {
    return uses.countOfHost(address) < MAX_PER_HOST;
  }

  /**
   * Decides about a peer that called us.
   *
   * @param address where it called from
   * @return whether it may stay; if so, it is in use until it {@link #ended}. Not if its host is
   *     banned, or has taken its share of places and the user did not name this one
   */
  public boolean accept(PeerAddress address, long nowNanos) {
    if (isBanned(address)
        || uses.contains(address)
        || !(isExplicit(address) || hasRoomFor(address))) {
      return false;
    }
    uses.begin(address).connect(nowNanos);
    return true;
  }

  /** Notes that the address that {@link #next} gave was reached and speaks for our torrent. */
  public void connected(PeerAddress address, long nowNanos) {
    AddressUses.Use use = uses.get(address);
    if (use != null) {
      use.connect(nowNanos);
    }
  }

  /**
   * Notes that an address leads to a peer that is connected by another: it is not to be dialled as
   * long as that is in use. Does nothing if that is not in use.
   */
  public void leadsTo(PeerAddress address, PeerAddress connected) {
    uses.alias(address, connected);
  }

  /** Notes that a dial failed or a connection ended; does nothing if the address is not in use. */
  public void ended(PeerAddress address, long nowNanos) {
    AddressUses.Use use = uses.end(address);
    if (use == null) {
      return;
    }
    boolean lasted = use.hasLasted(LASTING_NANOS, nowNanos);
    for (PeerAddress each : use.addresses()) {
      Candidate candidate = known.get(each);
      if (candidate != null && lasted) {
        candidate.ended(nowNanos);
      } else if (candidate != null) {
        candidate.failed(nowNanos);
      }
    }
  }

  /** Notes that all connections and dials end by our own wish: who was connected has not failed. */
  public void endAll() {
    for (AddressUses.Use use : uses.endAll()) {
      for (PeerAddress each : use.addresses()) {
        Candidate candidate = known.get(each);
        if (candidate != null && use.isConnected()) {
          candidate.forgive();
        }
      }
    }
  }

  /**
   * Notes that everybody was lost at once: the fault is the network's, not theirs. Those who were
   * good before are tried soon, and like those that the user named at least once a minute, until
   * {@link #onPeersFound}.
   */
  public void onPeersLost(long nowNanos) {
    known.values().forEach(candidate -> candidate.miss(nowNanos));
  }

  /**
   * Notes that our own network was away, or our wishes have changed: nobody is to wait for that.
   */
  public void onUpheaval() {
    known.values().forEach(Candidate::excuse);
  }

  /** Notes that somebody is here again. */
  public void onPeersFound() {
    known.values().forEach(Candidate::stopMissing);
  }

  /**
   * Bans the host of an address: it is forgotten, never dialled, and refused when it calls.
   *
   * @param reason what it did, as the end of a sentence
   */
  public void ban(PeerAddress address, String reason) {
    PeerHost host = PeerHost.of(address);
    bans.add(host, reason);
    for (PeerAddress each : List.copyOf(known.keySet())) {
      if (PeerHost.of(each).equals(host)) {
        forget(each);
      }
    }
  }

  /** Lifts a ban; without effect if there is none. */
  public void lift(PeerHost host) {
    bans.lift(host);
  }

  /** Returns who is banned, and why. */
  public List<BanView> bans() {
    return bans.views();
  }

  /** Returns whether the address belongs to a banned host, or is blocked. */
  public boolean isBanned(PeerAddress address) {
    return blocked.contains(address.ip()) || bans.contains(PeerHost.of(address));
  }

  /** Notes that we reached ourselves under this address: it is dropped for good. */
  public void dropOwn(PeerAddress address) {
    ownAddresses.add(address);
    forget(address);
    uses.end(address);
  }

  /** Forgets all addresses but those that the user named. */
  public void forgetFound() {
    for (Candidate each : List.copyOf(known.values())) {
      if (!each.isExplicit()) {
        forget(each.address);
      }
    }
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
