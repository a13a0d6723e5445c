package dev.sluice.swarm.choking;

/**
 * How many peers are uploaded to at a time.
 *
 * <p>Few, so that each gets enough to be worth an answer (BEP 3). But where peers are slow and the
 * line is fast, few leave it idle. The automatic number climbs: while peers wait, one more slot is
 * tried for a round, and kept if the whole upload grew by half of what an equal share would be;
 * then the next is tried at once. If it did not, the slot is taken back, and there is a rest.
 *
 * <p>Owned by its choker.
 */
public final class UploadSlots {
  /** Founding notes, BEP 3. */
  public static final int USUAL = 4;

  /** The most that is climbed to: beyond it one slot more is lost in the noise. A guess. */
  static final int MAX_AUTOMATIC = 50;

  /** Rounds of rest after a slot that brought nothing: lines change within minutes. A guess. */
  static final int REST_ROUNDS = 6;

  private final boolean automatic;
  private int count;
  private boolean trying;
  private long bytesPerSecondBefore;
  private int restRounds;

  private UploadSlots(boolean automatic, int count) {
    this.automatic = automatic;
    this.count = count;
  }

  /** Returns always the same number, at least 1. */
  public static UploadSlots fixed(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("no slots: " + count);
    }
    return new UploadSlots(false, count);
  }

  /** Returns a number that begins with the usual one and grows while that makes it faster. */
  public static UploadSlots automatic() {
    return new UploadSlots(true, USUAL);
  }

  /** Returns the number of regular slots; the optimistic one comes on top. */
  int count() {
    return count;
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
    if (trying && !hasGrown(bytesPerSecond)) {
      count--;
      restRounds = REST_ROUNDS;
    }
    trying = wanted && count < MAX_AUTOMATIC && restRounds-- <= 0;
    if (trying) {
      restRounds = 0;
      bytesPerSecondBefore = bytesPerSecond;
      count++;
    } else if (!wanted) {
      count = Math.max(USUAL, count - 1);
      restRounds = 0;
    }
  }

  private boolean hasGrown(long bytesPerSecond) {
    double equalShare = (double) bytesPerSecondBefore / (count - 1);
    return bytesPerSecond > bytesPerSecondBefore + equalShare / 2;
  }
}
