package dev.sluice.swarm.choking;

import dev.sluice.model.Bep;
import dev.sluice.swarm.choking.Ranked.Account;
import dev.sluice.swarm.peer.PeerKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
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
 * <p><b>Quiet peers</b>: a place is for those who make use of it. An unchoked peer that asks for
 * nothing costs nothing; so it stays unchoked, and its place is given to another besides. {@link
 * Trials} says how one is found among hundreds that never ask. Only where all places are made use
 * of, and so the line is scarce, an idle peer is choked, at the next round. It comes after all
 * others then; but one such peer a round is tried again, after a minute and then twice as long each
 * time. Should all who were quiet begin to ask at once, as many again as there are places may do so
 * until the next round; the others are choked at once.
 *
 * <p>Between rounds only places that are free or quiet are filled, so that no choke is taken back
 * within seconds (BEP 3, fibrillation). {@link UploadSlots} says how many there are.
 *
 * <p>Owned by the torrent actor.
 */
@Bep(3)
public final class Choker {
  static final long ROUND_NANOS = TimeUnit.SECONDS.toNanos(10);
  static final long TURN_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** How soon it is looked again for a place that is quiet now, while somebody waits for one. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

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
   * Returns whether to decide now; to do so when interest changes fills free places.
   *
   * @param sentBytes what has been sent to all peers, ever
   */
  public boolean isDue(long sentBytes, long nowNanos) {
    boolean hasMoreSlots = slots.onSent(sentBytes, nowNanos);
    return hasMoreSlots || !begun || nowNanos - nextDueNanos >= 0;
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
      slots.onRound(bytesPerSecond(contenders), interested.stream().anyMatch(Ranked::isWaiting));
    }
    Places chosen =
        role == Role.LEECHING
            ? chooseAsLeech(interested, isRound, nowNanos)
            : chooseAsSeed(interested, isRound, nowNanos);
    Choices choices = apply(chosen, contenders, isRound, nowNanos);
    boolean anybodyWaits = interested.stream().anyMatch(each -> !each.isUnchoked());
    nextDueNanos = anybodyWaits ? Math.min(nextRoundNanos, nowNanos + LOOK_NANOS) : nextRoundNanos;
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

  private Places chooseAsLeech(List<Ranked> interested, boolean isRound, long nowNanos) {
    Places chosen = new Places(nowNanos);
    if (!isRound) {
      keepUnchoked(interested, slots.count(), chosen, nowNanos);
    }
    interested.sort(
        Comparator.comparingLong((Ranked each) -> -each.contender().downBytesPerSecond())
            .thenComparing(each -> each.isIdle(nowNanos))
            .thenComparing(each -> !isLent(each, nowNanos))
            .thenComparingInt(Ranked::lot));
    int most = most(interested, slots.count(), nowNanos);
    for (Ranked each : interested) {
      boolean isGuest = !isRound && optimistic.isFor(each.peer());
      if (!each.contender().snubbing() && !isGuest) {
        chosen.offer(each, most);
      }
    }
    optimistic
        .choose(
            interested.stream()
                .filter(each -> !chosen.has(each.peer()))
                .collect(Collectors.toList()),
            nowNanos)
        .ifPresent(chosen::give);
    return chosen;
  }

  private static boolean isLent(Ranked each, long nowNanos) {
    return each.isOnTrial(nowNanos) || each.isInTurn(OptimisticSlot.TURN_NANOS, nowNanos);
  }

  private Places chooseAsSeed(List<Ranked> interested, boolean isRound, long nowNanos) {
    optimistic.clear();
    int places = slots.count() + 1;
    Places chosen = new Places(nowNanos);
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
    int most = most(interested, places, nowNanos);
    interested.forEach(each -> chosen.offer(each, most));
    return chosen;
  }

  /** Returns how many may count: beyond the places only while some are not made use of. */
  private int most(List<Ranked> interested, int places, long nowNanos) {
    long taking = interested.stream().filter(each -> each.isTaking(nowNanos)).count();
    return taking < places ? places + trials.extra() : places;
  }

  /** Who has its turn, then who may be about to begin one, then who waits, then idle peers. */
  private static int rankAsSeed(Ranked each, long nowNanos) {
    if (each.isInTurn(TURN_NANOS, nowNanos)) {
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
   * Between rounds nobody loses a place, but for those who begin to ask together when there are no
   * places for them: as many again may do so.
   */
  private void keepUnchoked(List<Ranked> interested, int places, Places chosen, long nowNanos) {
    interested.sort(Comparator.comparingLong(each -> each.takesSince(nowNanos)));
    for (Ranked each : interested) {
      boolean isGuest = optimistic.isFor(each.peer()) && !each.isQuiet(nowNanos);
      if (each.isUnchoked() && !isGuest) {
        chosen.keep(each, 2 * places);
      }
    }
  }

  /** Who is no longer interested keeps its place until the next round; it costs nothing. */
  private Choices apply(Places chosen, List<Contender> contenders, boolean isRound, long nowNanos) {
    List<PeerKey> choke = new ArrayList<>();
    List<PeerKey> unchoke = new ArrayList<>();
    for (Contender contender : contenders) {
      PeerKey peer = contender.peer();
      Account account = accounts.getOrDefault(peer, new Account());
      boolean mayLose = isRound || contender.interested();
      if (chosen.has(peer) && !account.unchoked) {
        unchoke.add(peer);
        account.unchoke(nowNanos);
      } else if (!chosen.has(peer) && account.unchoked && mayLose) {
        choke.add(peer);
        account.choke(new Ranked(contender, account, 0).isIdle(nowNanos), nowNanos);
      }
    }
    return new Choices(choke, unchoke);
  }
}
