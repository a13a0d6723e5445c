package dev.sluice.swarm.choking;

import dev.sluice.model.Bep;
import dev.sluice.swarm.choking.Ranked.Account;
import dev.sluice.swarm.peer.PeerKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Decides whom to upload to: a few peers at a time, so that each gets enough to be worth an answer.
 *
 * <p><b>Leeching</b>: each 10 seconds the regular slots go to the interested peers that give us
 * most; one that snubs us has no claim to a regular slot, whatever it gave before. Slots that
 * nobody has earned are lent to others, at random, for half a minute. One more slot is {@linkplain
 * OptimisticSlot optimistic}.
 *
 * <p><b>Seeding</b>: nobody can earn anything, so everybody has a turn of a minute in all slots,
 * who has waited longest first; of those who wait equally long, who takes data fastest. BEP 3 would
 * let seeds prefer the fastest for good: they get more anyhow, within their minute, and the others
 * would never get anything.
 *
 * <p><b>Idle peers</b>: a slot is for those who make use of it. Who does not ask within 5 seconds,
 * or neither asks nor takes anything for 20, makes room for whoever waits. It comes after all
 * others then; but one such peer a round is tried again, after a minute and then twice as long each
 * time. {@link Trials} says how hundreds of such peers are dealt with; libtorrent parts with them
 * after a minute.
 *
 * <p>Between rounds only slots that are free or idle are filled, so that no choke is taken back
 * within seconds (BEP 3, fibrillation).
 *
 * <p>Owned by the torrent actor.
 */
@Bep(3)
public final class Choker {
  static final long ROUND_NANOS = TimeUnit.SECONDS.toNanos(10);
  static final long TURN_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final UploadSlots slots;
  private final Random random;
  private final OptimisticSlot optimistic;
  private final Trials trials = new Trials();
  private final Map<PeerKey, Account> accounts = new HashMap<>();
  private boolean begun;
  private long nextRoundNanos;
  private long nextDueNanos;

  /** Chokes everybody at first. */
  public Choker(UploadSlots slots, Random random) {
    this.slots = slots;
    this.random = random;
    this.optimistic = new OptimisticSlot(random);
  }

  /**
   * Returns when to decide again at the latest; to do so when interest changes fills free slots.
   */
  public long nextDueNanos() {
    return nextDueNanos;
  }

  /**
   * Decides.
   *
   * @param contenders every connected peer; one that is not among them is forgotten
   */
  public Choices decide(Role role, List<Contender> contenders, long nowNanos) {
    boolean isRound = !begun || nowNanos - nextRoundNanos >= 0;
    List<Ranked> interested = interested(contenders);
    trials.judge(interested, nowNanos);
    if (isRound) {
      begun = true;
      nextRoundNanos = nowNanos + ROUND_NANOS;
      slots.onRound(bytesPerSecond(contenders), interested.size() > slots.count() + 1);
    }
    Set<PeerKey> chosen =
        role == Role.LEECHING
            ? chooseAsLeech(interested, isRound, nowNanos)
            : chooseAsSeed(interested, isRound, nowNanos);
    trials.choose(interested, slots.count() + 1, chosen, nowNanos);
    Choices choices = apply(chosen, contenders, isRound, nowNanos);
    nextDueNanos = Trials.nextEndNanos(accounts.values(), nextRoundNanos, nowNanos);
    return choices;
  }

  private static long bytesPerSecond(List<Contender> contenders) {
    return contenders.stream().mapToLong(Contender::upBytesPerSecond).sum();
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
      keepUnchoked(interested, slots.count(), chosen, nowNanos);
    }
    interested.sort(
        Comparator.comparingLong((Ranked each) -> -each.contender().downBytesPerSecond())
            .thenComparing(each -> each.isIdle(nowNanos))
            .thenComparing(each -> !isLent(each, nowNanos))
            .thenComparingInt(Ranked::lot));
    for (Ranked each : interested) {
      boolean isTrial = !isRound && optimistic.isFor(each.peer());
      if (chosen.size() < slots.count() && !each.contender().snubbing() && !isTrial) {
        chosen.add(each.peer());
      }
    }
    List<Ranked> choked =
        interested.stream()
            .filter(each -> !chosen.contains(each.peer()))
            .collect(Collectors.toList());
    PeerKey guest = optimistic.choose(choked, nowNanos);
    if (guest != null) {
      chosen.add(guest);
    }
    return chosen;
  }

  private static boolean isLent(Ranked each, long nowNanos) {
    return each.isOnTrial(nowNanos) || each.isTakingWithin(OptimisticSlot.TURN_NANOS, nowNanos);
  }

  private Set<PeerKey> chooseAsSeed(List<Ranked> interested, boolean isRound, long nowNanos) {
    optimistic.clear();
    int places = slots.count() + 1;
    Set<PeerKey> chosen = new LinkedHashSet<>();
    if (!isRound) {
      keepUnchoked(interested, places, chosen, nowNanos);
    }
    Optional<Ranked> again =
        interested.stream()
            .filter(each -> each.mayTryAgain(nowNanos))
            .min(Comparator.comparingLong(each -> each.waitsSince(nowNanos)));
    interested.sort(
        Comparator.comparingInt(
                (Ranked each) -> again.equals(Optional.of(each)) ? 1 : rankAsSeed(each, nowNanos))
            .thenComparingLong(each -> each.waitsSince(nowNanos))
            .thenComparingLong(each -> -each.contender().upBytesPerSecond())
            .thenComparingInt(Ranked::lot));
    for (Ranked each : interested) {
      if (chosen.size() < places) {
        chosen.add(each.peer());
      }
    }
    return chosen;
  }

  /** Who has its turn, then who may be about to begin one, then who waits, then idle peers. */
  private static int rankAsSeed(Ranked each, long nowNanos) {
    if (each.isTakingWithin(TURN_NANOS, nowNanos)) {
      return 0;
    }
    if (each.isOnTrial(nowNanos)) {
      return 1;
    }
    if (each.isIdle(nowNanos)) {
      return 4;
    }
    return each.account().everUnchoked ? 3 : 2;
  }

  /**
   * Between rounds nobody loses a place that is made use of; so those come first, before others who
   * are still on trial.
   */
  private void keepUnchoked(List<Ranked> interested, int most, Set<PeerKey> chosen, long nowNanos) {
    interested.sort(Comparator.comparing(each -> !each.isTaking(nowNanos)));
    for (Ranked each : interested) {
      boolean stays = each.account().unchoked && !each.isIdle(nowNanos);
      if (stays && !optimistic.isFor(each.peer()) && chosen.size() < most) {
        chosen.add(each.peer());
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
        account.judge(new Ranked(contender, account, 0).isIdle(nowNanos));
        account.unchoked = false;
        account.sinceNanos = nowNanos;
      }
    }
    return new Choices(choke, unchoke);
  }
}
