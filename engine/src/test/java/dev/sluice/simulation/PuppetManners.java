package dev.sluice.simulation;

/**
 * How a {@link Puppet} behaves.
 *
 * @param upBytesPerSecond its line out
 * @param fast whether it speaks the fast extension (BEP 6)
 * @param sends whether it sends what it promised
 * @param rejectsOnceIn one in so many requests is refused; 0 if none
 * @param chokesAfterNanos how long it stays unchoked, and then choked; 0 if it never chokes
 * @param floods whether it never unchokes and sends blocks that nobody asked for
 */
record PuppetManners(
    long upBytesPerSecond,
    boolean fast,
    boolean sends,
    int rejectsOnceIn,
    long chokesAfterNanos,
    boolean floods) {
  static PuppetManners good(long upBytesPerSecond) {
    return new PuppetManners(upBytesPerSecond, true, true, 0, 0, false);
  }

  PuppetManners withoutFast() {
    return new PuppetManners(
        upBytesPerSecond, false, sends, rejectsOnceIn, chokesAfterNanos, floods);
  }

  PuppetManners sendingNothing() {
    return new PuppetManners(
        upBytesPerSecond, fast, false, rejectsOnceIn, chokesAfterNanos, floods);
  }

  PuppetManners rejectingOnceIn(int requests) {
    return new PuppetManners(upBytesPerSecond, fast, sends, requests, chokesAfterNanos, floods);
  }

  PuppetManners chokingAfter(long nanos) {
    return new PuppetManners(upBytesPerSecond, fast, sends, rejectsOnceIn, nanos, floods);
  }

  PuppetManners flooding() {
    return new PuppetManners(upBytesPerSecond, fast, sends, rejectsOnceIn, chokesAfterNanos, true);
  }
}
