package dev.sluice.transport;

import dev.sluice.actor.Actors;
import dev.sluice.model.Carrier;
import dev.sluice.model.PeerAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Reaches peers in whichever of several ways is quickest: each gets a head start before the next,
 * and the next begins at once when all before it have failed.
 */
public final class RacingDialer implements Dialer {
  /** Most who can be reached at all answer sooner; and nobody notices the wait. */
  private static final long HEAD_START_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final Actors actors;
  private final Map<Carrier, Dialer> ways;

  private RacingDialer(Actors actors, Map<Carrier, Dialer> ways) {
    this.actors = actors;
    this.ways = ways;
  }

  /**
   * Returns a dialer that tries {@code ways}, in their order; at least one.
   *
   * @param actors have the threads that wait
   */
  public static Dialer of(Actors actors, Map<Carrier, Dialer> ways) {
    if (ways.isEmpty()) {
      throw new IllegalArgumentException("no way to reach anybody");
    }
    return ways.size() == 1
        ? ways.values().iterator().next()
        : new RacingDialer(actors, new LinkedHashMap<>(ways));
  }

  @Override
  public Connection dial(PeerAddress address, Duration timeout) throws IOException {
    List<Actors.Task> attempts = new ArrayList<>();
    long deadlineNanos = actors.clock().nanoTime() + timeout.toNanos();
    try (Race race = new Race()) {
      for (Dialer way : ways.values()) {
        attempts.add(start(way, address, timeout, race));
        long leftNanos = deadlineNanos - actors.clock().nanoTime();
        boolean isLast = attempts.size() == ways.size();
        Optional<Connection> winner =
            race.await(isLast ? leftNanos : Math.min(leftNanos, HEAD_START_NANOS));
        if (winner.isPresent()) {
          return winner.get();
        }
      }
      throw race.failure().orElseGet(() -> new IOException("no answer from " + address));
    } finally {
      attempts.forEach(Actors.Task::cancel);
    }
  }

  @Override
  public Optional<Dialer> without(Carrier carrier) {
    Map<Carrier, Dialer> others = new LinkedHashMap<>(ways);
    others.remove(carrier);
    return others.isEmpty() ? Optional.empty() : Optional.of(of(actors, others));
  }

  @Override
  public Optional<Consumer<PeerAddress>> knocker() {
    return ways.values().stream()
        .map(Dialer::knocker)
        .filter(Optional::isPresent)
        .findFirst()
        .orElse(Optional.empty());
  }

  private Actors.Task start(Dialer way, PeerAddress address, Duration timeout, Race race) {
    race.enter();
    return actors.run(
        "dial " + address,
        () -> {
          try {
            race.won(way.dial(address, timeout));
          } catch (IOException e) {
            race.lost(e);
          } catch (RuntimeException e) {
            race.lost(new IOException("a bug: " + e, e));
            throw e;
          }
        });
  }
}
