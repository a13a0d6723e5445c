package dev.sluice.swarm.metadata;

import dev.sluice.model.PeerAddress;
import dev.sluice.swarm.peer.PeerKey;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A connected peer that says it has the metadata. Owned by {@link MetadataFetch}. */
final class Giver {
  /** Requests that a peer has at one time; Transmission queues 64, and refuses what is more. */
  static final int MAX_REQUESTS = 16;

  /** How long it may give nothing of all that it was asked for. */
  static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(15);

  /** How long who failed is not asked at first; twice as long each time. A guess. */
  private static final long FIRST_REST_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final int MAX_DOUBLINGS = 6;

  /** So many failures without a piece between them: it is of no use. */
  private static final int MAX_FAILURES = 3;

  final PeerKey key;
  final PeerAddress address;
  final int totalBytes;

  /** Pieces asked for and not answered. */
  private final Set<Integer> asked = new HashSet<>();

  /** When it last gave a piece, or was asked after it had answered everything. */
  private long answeredNanos;

  private int failures;
  private long restUntilNanos;

  Giver(PeerKey key, PeerAddress address, int totalBytes) {
    this.key = key;
    this.address = address;
    this.totalBytes = totalBytes;
  }

  boolean canBeAsked(long nowNanos) {
    return asked.size() < MAX_REQUESTS && !isResting(nowNanos);
  }

  private boolean isResting(long nowNanos) {
    return failures > 0 && restUntilNanos - nowNanos > 0;
  }

  /** Returns whether pieces may still come from it. */
  boolean isHopeful() {
    return failures < MAX_FAILURES;
  }

  boolean isAskedFor(int piece) {
    return asked.contains(piece);
  }

  void asked(int piece, long nowNanos) {
    if (asked.isEmpty()) {
      answeredNanos = nowNanos;
    }
    asked.add(piece);
  }

  /** It gave a piece. */
  void gave(int piece, long nowNanos) {
    asked.remove(piece);
    answeredNanos = nowNanos;
    failures = 0;
  }

  /** It refuses a piece: it has none, or was asked too much. */
  void rejected(int piece, long nowNanos) {
    if (asked.remove(piece)) {
      fail(nowNanos);
    }
  }

  /** Forgets what it was asked for if it has been silent for too long. */
  void giveUpOverdue(long nowNanos) {
    if (!asked.isEmpty() && nowNanos - answeredNanos > SILENCE_NANOS) {
      asked.clear();
      fail(nowNanos);
    }
  }

  /** Several failures at one time count as one. */
  private void fail(long nowNanos) {
    if (!isResting(nowNanos)) {
      restUntilNanos = nowNanos + (FIRST_REST_NANOS << Math.min(failures, MAX_DOUBLINGS));
      failures++;
    }
  }

  /** Forgets what was asked: it is not needed any more. */
  void forgetRequests() {
    asked.clear();
  }
}
