package dev.sluice.simulation;

/**
 * How a {@link Puppet} behaves.
 *
 * @param upBytesPerSecond its line out
 * @param fast whether it speaks the fast extension (BEP 6)
 * @param unchokes whether it ever lets anybody ask
 * @param sends whether it sends what it promised
 * @param rejectsOnceIn one in so many requests is refused; 0 if none
 * @param chokesAfterNanos how long it stays unchoked, and then choked; 0 if it never chokes
 * @param requestQueue how many requests it says it queues (BEP 10); 0 if it does not say
 */
record PuppetManners(
    long upBytesPerSecond,
    boolean fast,
    boolean unchokes,
    boolean sends,
    int rejectsOnceIn,
    long chokesAfterNanos,
    int requestQueue) {
  static PuppetManners good(long upBytesPerSecond) {
    return new PuppetManners(upBytesPerSecond, true, true, true, 0, 0, 0);
  }

  PuppetManners withoutFast() {
    return new PuppetManners(
        upBytesPerSecond, false, unchokes, sends, rejectsOnceIn, chokesAfterNanos, requestQueue);
  }

  PuppetManners neverUnchoking() {
    return new PuppetManners(
        upBytesPerSecond, fast, false, sends, rejectsOnceIn, chokesAfterNanos, requestQueue);
  }

  PuppetManners sendingNothing() {
    return new PuppetManners(
        upBytesPerSecond, fast, unchokes, false, rejectsOnceIn, chokesAfterNanos, requestQueue);
  }

  PuppetManners rejectingOnceIn(int requests) {
    return new PuppetManners(
        upBytesPerSecond, fast, unchokes, sends, requests, chokesAfterNanos, requestQueue);
  }

  PuppetManners chokingAfter(long nanos) {
    return new PuppetManners(
        upBytesPerSecond, fast, unchokes, sends, rejectsOnceIn, nanos, requestQueue);
  }

  PuppetManners queueing(int requests) {
    return new PuppetManners(
        upBytesPerSecond, fast, unchokes, sends, rejectsOnceIn, chokesAfterNanos, requests);
  }
}
