package dev.sluice.transport.utp;

import java.util.concurrent.TimeUnit;

/**
 * What a simulated line does to datagrams, each way.
 *
 * @param delayNanos how long each takes at the least
 * @param jitterNanos up to how much longer by chance; so some overtake others
 * @param loss how many of one vanish
 * @param duplication how many of one come twice
 * @param bytesPerSecond what passes the bottleneck
 * @param queueBytes what may stand before it; more is dropped
 * @param wholeBytes the largest that passes in one piece
 */
record Weather(
    long delayNanos,
    long jitterNanos,
    double loss,
    double duplication,
    long bytesPerSecond,
    int queueBytes,
    int wholeBytes) {
  /** Quick, and nothing happens. */
  static final Weather FAIR =
      new Weather(TimeUnit.MILLISECONDS.toNanos(10), 0, 0, 0, 100_000_000, 10_000_000, 1_500);

  Weather delayed(long millis) {
    return new Weather(
        TimeUnit.MILLISECONDS.toNanos(millis),
        jitterNanos,
        loss,
        duplication,
        bytesPerSecond,
        queueBytes,
        wholeBytes);
  }

  Weather jittery(long millis) {
    return new Weather(
        delayNanos,
        TimeUnit.MILLISECONDS.toNanos(millis),
        loss,
        duplication,
        bytesPerSecond,
        queueBytes,
        wholeBytes);
  }

  Weather losing(double share) {
    return new Weather(
        delayNanos, jitterNanos, share, duplication, bytesPerSecond, queueBytes, wholeBytes);
  }

  Weather duplicating(double share) {
    return new Weather(
        delayNanos, jitterNanos, loss, share, bytesPerSecond, queueBytes, wholeBytes);
  }

  Weather narrow(long rate, int queue) {
    return new Weather(delayNanos, jitterNanos, loss, duplication, rate, queue, wholeBytes);
  }

  Weather low(int largest) {
    return new Weather(
        delayNanos, jitterNanos, loss, duplication, bytesPerSecond, queueBytes, largest);
  }
}
