package dev.sluice.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** {@code ./dev chaos [N [SEED]]}: plays many, as many at a time as there are processors. */
public final class ChaosRun {
  private static final int USUAL_COUNT = 1000;

  private ChaosRun() {}

  /** Plays so many swarms, from the seed in the second argument on; exits with 1 if one fails. */
  public static void main(String[] arguments) throws Exception {
    int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : USUAL_COUNT;
    long first = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
    int failed = 0;
    for (boolean isGood : playAll(first, count)) {
      failed += isGood ? 0 : 1;
    }
    System.out.printf("%d swarms, %d failed%n", count, failed);
    System.exit(failed == 0 ? 0 : 1);
  }

  private static List<Boolean> playAll(long first, int count) throws Exception {
    List<Future<Boolean>> played = new ArrayList<>();
    try (ExecutorService players =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      for (long seed = first; seed < first + count; seed++) {
        long one = seed;
        played.add(players.submit(() -> play(one)));
      }
    }
    List<Boolean> results = new ArrayList<>();
    for (Future<Boolean> each : played) {
      results.add(each.get());
    }
    return results;
  }

  /** Plays one; says how to play it again if it fails, and returns whether it went well. */
  public static boolean play(long seed) {
    try {
      Chaos.play(seed);
      return true;
    } catch (AssertionError | RuntimeException e) {
      System.out.printf("%s%nreplay with: ./dev chaos 1 %d%n%n", e, seed);
      return false;
    }
  }
}
