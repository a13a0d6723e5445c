package dev.sluice.swarm.discovery;

import dev.sluice.api.PeerSource;
import dev.sluice.model.PeerAddress;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;

/** An address that may be dialled, and how that went so far. Owned by {@link Candidates}. */
final class Candidate {
  /**
   * Whom to dial first: let in just now or named by the user, then never tried, then with the
   * fewest failures; then by how far their source is to be trusted, and at last in the order that
   * the whole swarm agrees on.
   */
  static final Comparator<Candidate> BEST_FIRST =
      Comparator.<Candidate>comparingInt(
              candidate -> candidate.isOpen || candidate.isExplicit() ? 0 : 1)
          .thenComparingInt(candidate -> candidate.tried ? 1 : 0)
          .thenComparingInt(candidate -> candidate.failures)
          .thenComparing(candidate -> candidate.source)
          .thenComparing(Comparator.<Candidate>comparingLong(c -> c.priority).reversed());

  /** Explicit peers may start after us, missed ones come back: from 1 to 60 seconds. */
  private static final BackOff EAGER_BACK_OFF =
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
  private PeerSource source;
  private long priority;
  private boolean tried;
  private int failures;

  /** Whether its router lets us in just now. */
  private boolean isOpen;

  /** Whether a connection with it has lasted. */
  private boolean proven;

  /** Whether it was proven, and everybody was lost at once. */
  private boolean missed;

  private long dueNanos;

  Candidate(PeerAddress address, PeerSource source) {
    this.address = address;
    this.source = source;
  }

  boolean isExplicit() {
    return source == PeerSource.EXPLICIT;
  }

  /** Returns the most trusted of those that named it. */
  PeerSource source() {
    return source;
  }

  /** Another one names it, too. */
  void foundBy(PeerSource other) {
    source = other.compareTo(source) < 0 ? other : source;
  }

  /** Sets what decides between equals (BEP 40); by chance while we do not know who we are. */
  void prefer(long newPriority) {
    priority = newPriority;
  }

  int failures() {
    return failures;
  }

  /** Returns whether it was dialled, and never lasted. */
  boolean isUnreached() {
    return failures > 0 && !proven;
  }

  void dialled() {
    tried = true;
    isOpen = false;
  }

  /** Its connection ended well: it may be tried again after the shortest wait. */
  void ended(long nowNanos) {
    proven = true;
    failures = 0;
    failed(nowNanos);
  }

  /** How dialling it went is forgotten: it may be tried at once. */
  void forgive() {
    tried = false;
    failures = 0;
  }

  /** Its router lets us in for some seconds: it is tried before others. */
  void opened() {
    forgive();
    isOpen = true;
  }

  /** Not reaching it was our fault: it may be tried at once, first of all if it was good before. */
  void excuse() {
    tried &= !proven;
    failures = 0;
  }

  /** It was not reached, or not for long: it waits, twice as long as the last time. */
  void failed(long nowNanos) {
    failures++;
    BackOff backOff = isExplicit() || missed ? EAGER_BACK_OFF : BACK_OFF;
    dueNanos = nowNanos + backOff.afterFailures(failures);
  }

  /** Everybody was lost at once: if it was good before, it is tried soon, and again and again. */
  void miss(long nowNanos) {
    if (proven) {
      missed = true;
      failures = 0;
      failed(nowNanos);
    }
  }

  /** Somebody is here again: it is a candidate like any other. */
  void stopMissing() {
    missed = false;
  }

  /** Returns how long it is still to wait, 0 or less if not. */
  long waitNanos(long nowNanos) {
    return failures == 0 ? 0 : dueNanos - nowNanos;
  }
}
