package dev.sluice.swarm.choking;

import java.util.concurrent.TimeUnit;

/**
 * How many peers are uploaded to at a time.
 *
 * <p>Few, so that each gets enough to be worth an answer (BEP 3): but only where the line is what
 * is scarce. So the automatic number is the greatest of three:
 *
 * <ul>
 *   <li>the usual one;
 *   <li>as many as there are {@linkplain #SHARE_BYTES_PER_SECOND good shares} in what leaves just
 *       now. This rises within a fraction of a second where each slot gets twice its share, so that
 *       one tick of a fast network opens it to everybody; and falls each round to what is left;
 *   <li>as many as make it faster: where peers are slow and the line is fast, few leave it idle.
 *       While peers wait, one more slot is tried for a round, and kept if the whole upload grew by
 *       half of what an equal share would be; then twice as many more are tried. If it did not,
 *       those are taken back, and there is a rest.
 * </ul>
 *
 * <p>Owned by its choker.
 */
public final class UploadSlots {
  /** Founding notes, BEP 3. */
  public static final int USUAL = 4;

  /**
   * What is well worth an answer: a quarter of a home's line of 8 Mbit/s, on which four slots are
   * enough. A guess.
   */
  static final long SHARE_BYTES_PER_SECOND = 256 * 1024;

  /** The most, more than a torrent has peers by default. */
  static final int MAX_AUTOMATIC = 1000;

  /** Rounds of rest after slots that brought nothing: lines change within minutes. A guess. */
  static final int REST_ROUNDS = 6;

  /** So long is measured before the number rises: what fills buffers on the way is no rate yet. */
  private static final long MEASURE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final boolean automatic;
  private int climbed;
  private int afforded;
  private int trying;
  private int step = 1;
  private long bytesPerSecondBefore;
  private int restRounds;
  private boolean measuring;
  private long measuredBytes;
  private long measuredNanos;

  private UploadSlots(boolean automatic, int count) {
    this.automatic = automatic;
    this.climbed = count;
  }

  /** Returns always the same number, at least 1. */
  public static UploadSlots fixed(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("no slots: " + count);
    }
    return new UploadSlots(false, count);
  }

  /** Returns a number that begins with the usual one and grows where the line is not scarce. */
  public static UploadSlots automatic() {
    return new UploadSlots(true, USUAL);
  }

  /** Returns the number of regular slots; the optimistic one comes on top. */
  int count() {
    return Math.max(climbed, afforded);
  }

  /**
   * Some time has passed.
   *
   * @param sentBytes what has been sent to all peers, ever
   * @return whether there are more slots now
   */
  boolean onSent(long sentBytes, long nowNanos) {
    long elapsedNanos = nowNanos - measuredNanos;
    if (!automatic || (measuring && elapsedNanos < MEASURE_NANOS)) {
      return false;
    }
    int before = count();
    if (measuring) {
      double bytesPerSecond = (sentBytes - measuredBytes) * 1e9 / elapsedNanos;
      afforded = Math.max(afforded, shares(bytesPerSecond / 2));
    }
    measuring = true;
    measuredBytes = sentBytes;
    measuredNanos = nowNanos;
    return count() > before;
  }

  private static int shares(double bytesPerSecond) {
    return (int) Math.min(MAX_AUTOMATIC, bytesPerSecond / SHARE_BYTES_PER_SECOND);
  }

  /**
   * A round is about to be decided.
   *
   * @param bytesPerSecond what is sent to all peers
   * @param wanted whether more peers want a slot than there are
   */
  void onRound(long bytesPerSecond, boolean wanted) {
    if (!automatic) {
      return;
    }
    afforded = Math.min(afforded, shares(bytesPerSecond));
    if (trying > 0) {
      judge(bytesPerSecond);
    }
    if (!wanted) {
      climbed = Math.max(USUAL, climbed - 1);
      restRounds = 0;
      step = 1;
    } else if (restRounds > 0) {
      restRounds--;
    } else if (bytesPerSecond > 0) {
      attempt(bytesPerSecond);
    }
  }

  private void attempt(long bytesPerSecond) {
    bytesPerSecondBefore = bytesPerSecond;
    int before = count();
    climbed = Math.min(MAX_AUTOMATIC, before + step);
    trying = climbed - before;
  }

  private void judge(long bytesPerSecond) {
    double equalShare = (double) bytesPerSecondBefore / (climbed - trying);
    if (bytesPerSecond > bytesPerSecondBefore + trying * equalShare / 2) {
      step *= 2;
    } else {
      climbed -= trying;
      step = 1;
      restRounds = REST_ROUNDS;
    }
    trying = 0;
  }
}
