package dev.sluice.simulation;

/**
 * How a {@link Puppet} behaves.
 *
 * @param upBytesPerSecond its line out
 * @param fast whether it speaks the fast extension (BEP 6)
 * @param sends whether it sends what it promised
 * @param rejectsOnceIn one in so many requests is refused; 0 if none
 * @param chokesAfterNanos how long it stays unchoked, and then choked; 0 if it never chokes
 */
record PuppetManners(
    long upBytesPerSecond, boolean fast, boolean sends, int rejectsOnceIn, long chokesAfterNanos) {
  static PuppetManners good(long upBytesPerSecond) {
    return new PuppetManners(upBytesPerSecond, true, true, 0, 0);
  }

  PuppetManners withoutFast() {
    return new PuppetManners(upBytesPerSecond, false, sends, rejectsOnceIn, chokesAfterNanos);
  }

  PuppetManners sendingNothing() {
    return new PuppetManners(upBytesPerSecond, fast, false, rejectsOnceIn, chokesAfterNanos);
  }

  PuppetManners rejectingOnceIn(int requests) {
    return new PuppetManners(upBytesPerSecond, fast, sends, requests, chokesAfterNanos);
  }

  PuppetManners chokingAfter(long nanos) {
    return new PuppetManners(upBytesPerSecond, fast, sends, rejectsOnceIn, nanos);
  }
}
