package dev.sluice.dht.guard;

/**
 * How many bytes may go to strangers in all: so much a second, and a few seconds' worth at once. It
 * bounds what we can be made to send to a third party by those who forge its address.
 *
 * <p>Owned by the DHT actor.
 */
public final class ByteBudget {
  /** What is saved up at most, in seconds of the rate. */
  private static final int SAVED_SECONDS = 4;

  private static final double NANOS_PER_SECOND = 1e9;

  private final int bytesPerSecond;
  private double left;
  private long filledNanos;

  /** Starts full. */
  public ByteBudget(int bytesPerSecond, long nowNanos) {
    this.bytesPerSecond = bytesPerSecond;
    this.left = (double) SAVED_SECONDS * bytesPerSecond;
    this.filledNanos = nowNanos;
  }

  /** Takes {@code bytes} if there are so many. */
  public boolean take(int bytes, long nowNanos) {
    double earned = (nowNanos - filledNanos) / NANOS_PER_SECOND * bytesPerSecond;
    left = Math.min((double) SAVED_SECONDS * bytesPerSecond, left + earned);
    filledNanos = nowNanos;
    if (left < bytes) {
      return false;
    }
    left -= bytes;
    return true;
  }
}
