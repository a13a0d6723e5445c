package dev.sluice.swarm.choking;

import dev.sluice.swarm.peer.PeerKey;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The slot that nobody earns: each 30 seconds another peer gets it, to find out what it would give
 * in return.
 *
 * <p>Owned by its choker.
 */
final class OptimisticSlot {
  static final long TURN_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** BEP 3: new peers are three times as likely. */
  private static final int NEWCOMER_WEIGHT = 3;

  private final Random random;
  private @Nullable PeerKey guest;
  private long turnEndNanos;

  OptimisticSlot(Random random) {
    this.random = random;
  }

  /** Returns whether the peer has the slot. */
  boolean isFor(PeerKey peer) {
    return peer.equals(guest);
  }

  /** Takes the slot from whoever has it. */
  void clear() {
    guest = null;
  }

  /**
   * Returns who has the slot from now on; empty if nobody is there to have it.
   *
   * @param choked who is interested and has no other slot
   */
  Optional<Ranked> choose(List<Ranked> choked, long nowNanos) {
    Optional<Ranked> last = choked.stream().filter(each -> isFor(each.peer())).findFirst();
    if (nowNanos - turnEndNanos < 0 && last.isPresent() && !last.get().isQuiet(nowNanos)) {
      return last;
    }
    Optional<Ranked> next = draw(choked);
    guest = next.map(Ranked::peer).orElse(null);
    turnEndNanos = nowNanos + TURN_NANOS;
    return next;
  }

  /** Draws one, rather not the one before; empty if there is none. */
  private Optional<Ranked> draw(List<Ranked> choked) {
    List<Ranked> others =
        choked.stream().filter(each -> !isFor(each.peer())).collect(Collectors.toList());
    List<Ranked> urn = others.isEmpty() ? choked : others;
    if (urn.isEmpty()) {
      return Optional.empty();
    }
    int ticket = random.nextInt(urn.stream().mapToInt(OptimisticSlot::weight).sum());
    int index = 0;
    while (ticket >= weight(urn.get(index))) {
      ticket -= weight(urn.get(index++));
    }
    return Optional.of(urn.get(index));
  }

  private static int weight(Ranked each) {
    return each.account().everUnchoked ? 1 : NEWCOMER_WEIGHT;
  }
}
