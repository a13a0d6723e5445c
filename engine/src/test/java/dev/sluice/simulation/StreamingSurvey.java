package dev.sluice.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * A hundred films instead of one: the numbers of {@code docs/performance.md}. It takes minutes, so
 * nobody runs it but by its name: {@code mvn -pl engine test -Dtest=StreamingSurvey}.
 */
class StreamingSurvey {
  private static final int SEEDS = 100;

  /** How one film went. */
  private record Outcome(int stalls, double stalled, double waited, double wasted) {
    static Outcome of(Player player) {
      return new Outcome(
          player.stalls(), player.stalledSeconds(), player.waitedSeconds(), player.wastedShare());
    }
  }

  @Test
  void filmsPlayWithoutAStall() {
    survey("all peers send", seed -> StreamingTest.watch(seed, false));
  }

  @Test
  void filmsPlayWithoutAStallWhenOnePeerStops() {
    survey("one peer stops", seed -> StreamingTest.watch(seed, true));
  }

  /**
   * A swarm of twelve, of whom some watch: how long it takes, and how much they give each other.
   */
  @Test
  void theSwarmIsHardlySlowerWhereSomeWatch() {
    for (int watchers : new int[] {0, 1, 6, 12}) {
      List<Cost> swarms =
          LongStream.rangeClosed(1, 10).mapToObj(seed -> Cost.of(seed, watchers)).toList();
      System.out.printf(
          Locale.ROOT,
          "%d of 12 watch: all have it after %.0f s, %.1f %% of it from each other, %.1f %% twice,"
              + " %.0f stalls%n",
          watchers,
          mean(swarms, Cost::seconds),
          100 * mean(swarms, Cost::shared),
          100 * mean(swarms, Cost::wasted),
          10 * mean(swarms, Cost::stalls));
    }
  }

  private static double mean(List<Cost> swarms, ToDoubleFunction<Cost> number) {
    return swarms.stream().mapToDouble(number).average().orElseThrow();
  }

  /** What it took until twelve had a film of 134 s, from one seed and each other. */
  private record Cost(double seconds, double shared, double wasted, double stalls) {
    private static final int KIB = 1024;
    private static final int FILM_BYTES = 16 << 20;
    private static final int LEECHERS = 12;

    static Cost of(long seed, int watchers) {
      List<Cost> costs = new ArrayList<>();
      Swarm.of(seed, FILM_BYTES, 128 * KIB)
          .play(swarm -> {
            swarm.add(NodeSetup.seeder().up(500 * KIB));
            List<Node> nodes = swarm.add(LEECHERS, i -> NodeSetup.leecher().up(200 * KIB));
            List<Player> players =
                nodes.stream()
                    .limit(watchers)
                    .map(node -> new Player(swarm, node, 125_000))
                    .toList();
            swarm.runUntilComplete(nodes, 1000);
            double seconds = swarm.seconds();
            swarm.runUntil(
                "all have played", () -> players.stream().allMatch(Player::hasPlayed), 300);
            players.forEach(Player::close);
            costs.add(
                new Cost(
                    seconds,
                    sum(nodes, node -> node.view().uploadedBytes())
                        / (LEECHERS * (double) FILM_BYTES),
                    sum(nodes, node -> node.view().wastedBytes())
                        / (LEECHERS * (double) FILM_BYTES),
                    players.stream().mapToInt(Player::stalls).sum()));
          });
      return costs.get(0);
    }

    private static double sum(List<Node> nodes, ToDoubleFunction<Node> number) {
      return nodes.stream().mapToDouble(number).sum();
    }
  }

  private static void survey(String what, LongFunction<Player> watch) {
    List<Outcome> films =
        LongStream.rangeClosed(1, SEEDS).mapToObj(seed -> Outcome.of(watch.apply(seed))).toList();
    long smooth = films.stream().filter(film -> film.stalls() == 0).count();
    System.out.printf(
        Locale.ROOT,
        "%s: %d of %d without a stall, stalled %.1f s at worst; began after %.1f s (worst %.1f);"
            + " came twice: %.1f %% (worst %.1f)%n",
        what,
        smooth,
        films.size(),
        quantile(films, Outcome::stalled, 1),
        quantile(films, Outcome::waited, 0.5),
        quantile(films, Outcome::waited, 1),
        100 * quantile(films, Outcome::wasted, 0.5),
        100 * quantile(films, Outcome::wasted, 1));
    assertThat(smooth).isGreaterThanOrEqualTo(95);
  }

  private static double quantile(
      List<Outcome> films, ToDoubleFunction<Outcome> number, double share) {
    double[] sorted = films.stream().mapToDouble(number).sorted().toArray();
    return sorted[(int) Math.min(sorted.length - 1, share * sorted.length)];
  }
}
