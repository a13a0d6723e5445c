package dev.sluice.cli.doctor;

import dev.sluice.cli.report.Amounts;
import dev.sluice.model.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.function.LongSupplier;

/** Versions, limits, processor and clock of this machine. */
public final class Machine {
  private static final Path LIMITS = Path.of("/proc/self/limits");
  private static final String OPEN_FILES = "Max open files";

  /** Sockets of a few torrents, files, and some for the rest. */
  private static final long FEW_FILES = 512;

  private static final int HASHED_BYTES = 32 << 20;

  /** The best counts: the first is slow, as its code is not compiled yet. */
  private static final int ROUNDS = 5;

  /** Slower than a gigabit line. */
  private static final long SLOW_HASHING = 150L << 20;

  /** Nothing of ours ran before that; a clock that says so is wrong. */
  private static final Instant BIRTH = Instant.parse("2026-01-01T00:00:00Z");

  private final LongSupplier nanoTime;

  /** Takes the clock for measuring. */
  public Machine(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Adds what runs here. */
  public void addVersions(Page page) {
    page.add(Finding.good("version", "Sluice", Version.NUMBER));
    page.add(Finding.good("version", "Java", property("java.vm.name") + " " + Runtime.version()));
    String system = property("os.name") + " " + property("os.version") + " " + property("os.arch");
    page.add(Finding.good("version", "system", system));
  }

  private static String property(String name) {
    return System.getProperty(name, "?");
  }

  /** Adds what the system allows, and how fast the processor hashes. */
  public void addLimits(Page page) {
    Runtime runtime = Runtime.getRuntime();
    page.add(Finding.good("limit", "processors", "" + runtime.availableProcessors()));
    page.add(Finding.good("limit", "heap", Amounts.bytes(runtime.maxMemory())));
    page.add(openFiles());
    page.add(hashing());
  }

  private static Finding openFiles() {
    try {
      for (String line : Files.readAllLines(LIMITS)) {
        if (line.startsWith(OPEN_FILES)) {
          return openFiles(line.substring(OPEN_FILES.length()).strip().split(" +")[0]);
        }
      }
    } catch (IOException e) {
      return Finding.good("limit", "open files", "not told by this system");
    }
    return Finding.good("limit", "open files", "not told by this system");
  }

  private static Finding openFiles(String soft) {
    boolean isLow = soft.matches("[0-9]{1,9}") && Long.parseLong(soft) < FEW_FILES;
    String advice = isLow ? "too few for many peers; raise it with 'ulimit -n 4096'" : "";
    return new Finding("limit", "open files", soft, advice);
  }

  private Finding hashing() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-1");
      long rate = 0;
      for (int i = 0; i < ROUNDS; i++) {
        rate = Math.max(rate, hashingRate(digest));
      }
      String advice =
          rate < SLOW_HASHING ? "the processor is slow, or busy with something else" : "";
      return new Finding("limit", "hashing", Amounts.rate(rate) + " a core", advice);
    } catch (NoSuchAlgorithmException e) {
      return new Finding("limit", "hashing", "no SHA-1", "this Java cannot check any piece");
    }
  }

  private long hashingRate(MessageDigest digest) {
    byte[] bytes = new byte[1 << 20];
    long beganNanos = nanoTime.getAsLong();
    for (int i = 0; i < HASHED_BYTES; i += bytes.length) {
      digest.update(bytes);
    }
    byte[] unused = digest.digest();
    long tookNanos = Math.max(1, nanoTime.getAsLong() - beganNanos);
    return (long) (HASHED_BYTES * 1e9 / tookNanos);
  }

  /** Adds what the clock on the wall says. */
  public static void addClock(Page page, Instant now) {
    String advice =
        now.isBefore(BIRTH) ? "the clock is wrong; trackers over HTTPS will not be trusted" : "";
    String seconds = now.truncatedTo(ChronoUnit.SECONDS).toString();
    page.add(new Finding("clock", "now", seconds + " (" + ZoneId.systemDefault() + ")", advice));
  }
}
