package dev.sluice.swarm.discovery;

import dev.sluice.model.PeerAddress;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;

/** An address that may be dialled, and how that went so far. Owned by {@link Candidates}. */
final class Candidate {
  /** Whom to dial first: named by the user, then never tried, then with the fewest failures. */
  static final Comparator<Candidate> BEST_FIRST =
      Comparator.<Candidate>comparingInt(candidate -> candidate.explicit ? 0 : 1)
          .thenComparingInt(candidate -> candidate.tried ? 1 : 0)
          .thenComparingInt(candidate -> candidate.failures);

  /** Explicit peers may start after us: from 1 to 60 seconds. */
  private static final BackOff EXPLICIT_BACK_OFF =
      new BackOff(TimeUnit.SECONDS.toNanos(1), TimeUnit.SECONDS.toNanos(60));

  /** Others: the first wait is libtorrent's {@code min_reconnect_time}, the longest a guess. */
  private static final BackOff BACK_OFF =
      new BackOff(TimeUnit.MINUTES.toNanos(1), TimeUnit.MINUTES.toNanos(30));

  private record BackOff(long firstNanos, long longestNanos) {
    long afterFailures(int failures) {
      int doublings = Math.min(20, failures - 1);
      return Math.min(longestNanos, firstNanos << doublings);
    }
  }

  final PeerAddress address;
  private boolean explicit;
  private boolean tried;
  private int failures;
  private long dueNanos;

  Candidate(PeerAddress address) {
    this.address = address;
  }

  boolean isExplicit() {
    return explicit;
  }

  void makeExplicit() {
    explicit = true;
  }

  int failures() {
    return failures;
  }

  void dialled() {
    tried = true;
  }

  /** Its connection ended well: it may be tried again after the shortest wait. */
  void ended(long nowNanos) {
    failures = 0;
    failed(nowNanos);
  }

  /** How dialling it went is forgotten: it may be tried at once. */
  void forgive() {
    tried = false;
    failures = 0;
  }

  /** It was not reached, or not for long: it waits, twice as long as the last time. */
  void failed(long nowNanos) {
    failures++;
    BackOff backOff = explicit ? EXPLICIT_BACK_OFF : BACK_OFF;
    dueNanos = nowNanos + backOff.afterFailures(failures);
  }

  /** Returns how long it is still to wait, 0 or less if not. */
  long waitNanos(long nowNanos) {
    return failures == 0 ? 0 : dueNanos - nowNanos;
  }
}
