package dev.sluice.session;

import dev.sluice.api.TorrentEvent;
import dev.sluice.model.InfoHash;
import dev.sluice.simulation.ChaosRun;
import dev.sluice.testkit.TestTorrent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * {@code ./dev soak MINUTES}: one session downloads from another, again and again, while two
 * hundred peers that mean harm call both of them over the loopback, and beside it simulated swarms
 * are played. It asserts that every download ends bit-exact and at over half the speed of one that
 * nobody disturbs, and that memory, threads and handles stay within bounds.
 */
public final class SoakRun {
  private static final int VILLAINS = 200;
  private static final int MIB = 1 << 20;
  private static final TestTorrent TORRENT = TestTorrent.random(5, 16 * MIB, 128 << 10);

  /** So that it is the line that limits a download, not the machine that all of this shares. */
  private static final long LINE_BYTES_PER_SECOND = 4 * MIB;

  private static final int QUIET_ROUNDS = 3;

  /** What comes to rest within it does not count as leaked. */
  private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(20);

  private static final int MAX_MORE_HEAP_BYTES = 48 * MIB;
  private static final int MAX_MORE_THREADS = 20;
  private static final int MAX_MORE_HANDLES = 50;

  private final SessionDesk seeder;
  private final SessionDesk leecher;
  private final AtomicLong attacks = new AtomicLong();
  private final AtomicLong swarms = new AtomicLong();
  private final AtomicLong failedSwarms = new AtomicLong();
  private volatile boolean isOver;

  private SoakRun(SessionDesk seeder, SessionDesk leecher) {
    this.seeder = seeder;
    this.leecher = leecher;
  }

  /** Runs for so many minutes; exits with 1 if something was not as it should be. */
  public static void main(String[] arguments) throws Exception {
    long minutes = Long.parseLong(arguments[0]);
    Path folder = Files.createTempDirectory("sluice-soak");
    List<String> complaints;
    try (SessionDesk seeder = SessionDesk.in(folder.resolve("seeder"));
        SessionDesk leecher = SessionDesk.in(folder.resolve("leecher"))) {
      seeder.limit(Long.MAX_VALUE, LINE_BYTES_PER_SECOND);
      seeder.seed(TORRENT);
      complaints = new SoakRun(seeder, leecher).run(TimeUnit.MINUTES.toNanos(minutes));
    }
    complaints.forEach(each -> System.out.println("NOT AS IT SHOULD BE: " + each));
    System.exit(complaints.isEmpty() ? 0 : 1);
  }

  private List<String> run(long nanos) throws IOException {
    double quietSeconds = 0;
    for (int i = 0; i < QUIET_ROUNDS; i++) {
      quietSeconds += download() / QUIET_ROUNDS;
    }
    Vitals before = Vitals.now();
    System.out.printf("undisturbed: %.1f s; %s%n", quietSeconds, before);

    List<Thread> troublemakers = startTroublemakers();
    List<Double> disturbed = new ArrayList<>();
    Vitals most = before;
    long endNanos = System.nanoTime() + nanos;
    while (System.nanoTime() < endNanos) {
      disturbed.add(download());
      most = Vitals.now();
      System.out.printf(
          "%d attacks, %d swarms: %.1f s; %s%n",
          attacks.get(), swarms.get(), disturbed.get(disturbed.size() - 1), most);
    }
    isOver = true;
    troublemakers.forEach(Thread::interrupt);
    Vitals after = atRest(before);
    System.out.printf("at rest: %s%n", after);
    return complaints(quietSeconds, disturbed, before, after);
  }

  private List<String> complaints(
      double quietSeconds, List<Double> disturbed, Vitals before, Vitals after) {
    List<String> complaints = new ArrayList<>();
    double mean = disturbed.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    System.out.printf(
        "%d downloads, %.1f s each; undisturbed %.1f s%n", disturbed.size(), mean, quietSeconds);
    if (mean > 2 * quietSeconds) {
      complaints.add("less than half the undisturbed speed");
    }
    if (failedSwarms.get() > 0) {
      complaints.add(failedSwarms + " simulated swarms failed");
    }
    if (!isWithin(before, after)) {
      complaints.add("it takes %s; before it took %s".formatted(after, before));
    }
    return complaints;
  }

  private static boolean isWithin(Vitals before, Vitals after) {
    return after.heapBytes() - before.heapBytes() <= MAX_MORE_HEAP_BYTES
        && after.threads() - before.threads() <= MAX_MORE_THREADS
        && after.handles() - before.handles() <= MAX_MORE_HANDLES;
  }

  private static Vitals atRest(Vitals before) throws IOException {
    long endNanos = System.nanoTime() + REST_NANOS;
    Vitals now = Vitals.now();
    while (!isWithin(before, now) && System.nanoTime() < endNanos) {
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
      now = Vitals.now();
    }
    return now;
  }

  /** Downloads everything anew, and returns how many seconds that took. */
  private double download() throws IOException {
    long beginNanos = System.nanoTime();
    InfoHash torrent = leecher.fetch(TORRENT, seeder.address());
    leecher.awaitCompleted();
    double seconds = (System.nanoTime() - beginNanos) / 1e9;
    leecher.assertHolds(TORRENT);
    leecher.session.removeWithFiles(torrent);
    leecher.await(TorrentEvent.Removed.class);
    leecher.seen().clear();
    return seconds;
  }

  private List<Thread> startTroublemakers() {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < VILLAINS; i++) {
      int number = i;
      threads.add(Thread.ofVirtual().start(() -> beVillain(number)));
    }
    threads.add(Thread.ofPlatform().daemon().start(this::playSwarms));
    return threads;
  }

  /** Three of four call who downloads, the others who uploads. */
  private void beVillain(int number) {
    Villain villain = Villain.values()[number % Villain.values().length];
    SessionDesk victim = number % 4 == 0 ? seeder : leecher;
    Random chance = new Random(number);
    while (!isOver) {
      villain.attackOnce(victim.address(), TORRENT, chance);
      attacks.incrementAndGet();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200 + chance.nextInt(1000)));
    }
  }

  private void playSwarms() {
    while (!isOver) {
      if (!ChaosRun.play(swarms.incrementAndGet())) {
        failedSwarms.incrementAndGet();
      }
    }
  }
}
