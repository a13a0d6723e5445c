package dev.sluice.swarm.choking;

import dev.sluice.model.Bep;
import dev.sluice.swarm.peer.PeerKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Decides whom to upload to: a few peers at a time, so that each gets enough to be worth an answer.
 *
 * <p><b>Leeching</b>: each 10 seconds the regular slots go to the interested peers that give us
 * most; one that snubs us has no claim to a regular slot, whatever it gave before. Slots that
 * nobody has earned are lent to others, at random, for half a minute. One more slot is optimistic:
 * each 30 seconds it goes to a random peer that has none, to find out what it would give in return;
 * one that never had a chance is three times as likely as another.
 *
 * <p><b>Seeding</b>: nobody can earn anything, so everybody has a turn of a minute in all slots,
 * who has waited longest first; of those who wait equally long, who takes data fastest. A turn ends
 * early if nothing is taken. BEP 3 would let seeds prefer the fastest for good: they get more
 * anyhow, within their minute, and the others would never get anything.
 *
 * <p>Between rounds only slots that have become free are filled, so that no choke is taken back
 * within seconds (BEP 3, fibrillation).
 *
 * <p>Owned by the torrent actor.
 */
@Bep(3)
public final class Choker {
  /** Regular slots if nobody says otherwise: founding notes, BEP 3. */
  public static final int DEFAULT_SLOTS = 4;

  static final long ROUND_NANOS = TimeUnit.SECONDS.toNanos(10);
  static final long OPTIMISTIC_NANOS = TimeUnit.SECONDS.toNanos(30);
  static final long TURN_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** How long a seed waits for a peer to take data: two rounds, a guess. */
  static final long IDLE_NANOS = 2 * ROUND_NANOS;

  /** A moving average below this is one that fades, not one that is fed: a guess. */
  private static final long IDLE_BYTES_PER_SECOND = 1024;

  /** BEP 3: new peers are three times as likely. */
  private static final int NEWCOMER_WEIGHT = 3;

  private final int slots;
  private final RandomGenerator random;
  private final Map<PeerKey, Account> accounts = new HashMap<>();
  private @Nullable PeerKey optimistic;
  private boolean begun;
  private long nextRoundNanos;
  private long nextOptimisticNanos;

  /** What we remember of a peer. */
  private static final class Account {
    boolean unchoked;
    boolean everUnchoked;

    /** When it was unchoked, or choked again; meaningless if it never was unchoked. */
    long sinceNanos;

    boolean isWithin(long nanos, long nowNanos) {
      return unchoked && nowNanos - sinceNanos < nanos;
    }
  }

  /** A contender with what decides about its place. */
  private record Ranked(Contender contender, Account account, int lot) {}

  /**
   * Chokes everybody at first.
   *
   * @param slots regular slots, at least 1; the optimistic one comes on top
   */
  public Choker(int slots, RandomGenerator random) {
    if (slots < 1) {
      throw new IllegalArgumentException("no slots: " + slots);
    }
    this.slots = slots;
    this.random = random;
  }

  /**
   * Returns when to decide again at the latest; to do so when interest changes fills free slots.
   */
  public long nextDueNanos() {
    return nextRoundNanos;
  }

  /**
   * Decides.
   *
   * @param contenders every connected peer; one that is not among them is forgotten
   */
  public Choices decide(Role role, List<Contender> contenders, long nowNanos) {
    boolean isRound = !begun || nowNanos - nextRoundNanos >= 0;
    if (isRound) {
      nextRoundNanos = nowNanos + ROUND_NANOS;
    }
    List<Ranked> interested = interested(contenders);
    Set<PeerKey> chosen =
        role == Role.LEECHING
            ? chooseAsLeech(interested, isRound, nowNanos)
            : chooseAsSeed(interested, isRound, nowNanos);
    begun = true;
    return apply(chosen, contenders, isRound, nowNanos);
  }

  private List<Ranked> interested(List<Contender> contenders) {
    Map<PeerKey, Account> connected = new HashMap<>();
    List<Ranked> interested = new ArrayList<>();
    for (Contender contender : contenders) {
      Account account = accounts.getOrDefault(contender.peer(), new Account());
      connected.put(contender.peer(), account);
      if (contender.interested()) {
        interested.add(new Ranked(contender, account, random.nextInt()));
      }
    }
    accounts.clear();
    accounts.putAll(connected);
    return interested;
  }

  private Set<PeerKey> chooseAsLeech(List<Ranked> interested, boolean isRound, long nowNanos) {
    Set<PeerKey> chosen = new LinkedHashSet<>();
    if (!isRound) {
      keepUnchoked(interested, slots, chosen);
    }
    interested.sort(
        Comparator.comparingLong((Ranked each) -> -each.contender.downBytesPerSecond())
            .thenComparing(each -> !each.account.isWithin(OPTIMISTIC_NANOS, nowNanos))
            .thenComparingInt(Ranked::lot));
    for (Ranked each : interested) {
      boolean isTrial = !isRound && each.contender.peer().equals(optimistic);
      if (chosen.size() < slots && !each.contender.snubbing() && !isTrial) {
        chosen.add(each.contender.peer());
      }
    }
    chooseOptimistic(interested, chosen, nowNanos);
    return chosen;
  }

  private void chooseOptimistic(List<Ranked> interested, Set<PeerKey> chosen, long nowNanos) {
    List<Ranked> choked =
        interested.stream().filter(each -> !chosen.contains(each.contender.peer())).toList();
    boolean stays =
        begun
            && nowNanos - nextOptimisticNanos < 0
            && choked.stream().anyMatch(each -> each.contender.peer().equals(optimistic));
    if (!stays) {
      optimistic = draw(choked);
      nextOptimisticNanos = nowNanos + OPTIMISTIC_NANOS;
    }
    if (optimistic != null) {
      chosen.add(optimistic);
    }
  }

  /** Draws one, rather not the one before; null if there is none. */
  private @Nullable PeerKey draw(List<Ranked> choked) {
    List<Ranked> others =
        choked.stream().filter(each -> !each.contender.peer().equals(optimistic)).toList();
    List<Ranked> urn = others.isEmpty() ? choked : others;
    if (urn.isEmpty()) {
      return null;
    }
    int ticket = random.nextInt(urn.stream().mapToInt(Choker::weight).sum());
    int index = 0;
    while (ticket >= weight(urn.get(index))) {
      ticket -= weight(urn.get(index++));
    }
    return urn.get(index).contender.peer();
  }

  private static int weight(Ranked each) {
    return each.account.everUnchoked ? 1 : NEWCOMER_WEIGHT;
  }

  private Set<PeerKey> chooseAsSeed(List<Ranked> interested, boolean isRound, long nowNanos) {
    optimistic = null;
    Set<PeerKey> chosen = new LinkedHashSet<>();
    if (!isRound) {
      keepUnchoked(interested, slots + 1, chosen);
    }
    interested.sort(
        Comparator.comparing((Ranked each) -> !hasTurn(each, nowNanos))
            .thenComparing(each -> each.account.everUnchoked)
            .thenComparingLong(each -> waitedSince(each, nowNanos))
            .thenComparingLong(each -> -each.contender.upBytesPerSecond())
            .thenComparingInt(Ranked::lot));
    for (Ranked each : interested) {
      if (chosen.size() < slots + 1) {
        chosen.add(each.contender.peer());
      }
    }
    return chosen;
  }

  private static boolean hasTurn(Ranked each, long nowNanos) {
    boolean isIdle = each.contender.upBytesPerSecond() < IDLE_BYTES_PER_SECOND;
    return each.account.isWithin(isIdle ? IDLE_NANOS : TURN_NANOS, nowNanos);
  }

  /** Relative to now, as nanosecond clocks may wrap: more negative for who waits longer. */
  private static long waitedSince(Ranked each, long nowNanos) {
    return each.account.unchoked ? 0 : each.account.sinceNanos - nowNanos;
  }

  private void keepUnchoked(List<Ranked> interested, int most, Set<PeerKey> chosen) {
    for (Ranked each : interested) {
      PeerKey peer = each.contender.peer();
      if (each.account.unchoked && !peer.equals(optimistic) && chosen.size() < most) {
        chosen.add(peer);
      }
    }
  }

  /** Who is no longer interested keeps its place until the next round; it costs nothing. */
  private Choices apply(
      Set<PeerKey> chosen, List<Contender> contenders, boolean isRound, long nowNanos) {
    List<PeerKey> choke = new ArrayList<>();
    List<PeerKey> unchoke = new ArrayList<>();
    for (Contender contender : contenders) {
      PeerKey peer = contender.peer();
      Account account = accounts.getOrDefault(peer, new Account());
      if (chosen.contains(peer) && !account.unchoked) {
        unchoke.add(peer);
        account.unchoked = true;
        account.everUnchoked = true;
        account.sinceNanos = nowNanos;
      } else if (!chosen.contains(peer)
          && account.unchoked
          && (isRound || contender.interested())) {
        choke.add(peer);
        account.unchoked = false;
        account.sinceNanos = nowNanos;
      }
    }
    return new Choices(choke, unchoke);
  }
}
