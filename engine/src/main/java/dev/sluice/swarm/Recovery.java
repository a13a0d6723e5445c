package dev.sluice.swarm;

import dev.sluice.storage.StorageFailure;
import dev.sluice.storage.TorrentStorage;
import java.util.concurrent.TimeUnit;

/**
 * When to go on by itself after the disk was full: now and then it asks how much room there is, and
 * waits for as much as the torrent still needs, or plenty. Nothing is fetched to find that out.
 *
 * <p>Owned by the torrent actor.
 */
final class Recovery {
  /** Between two looks at the disk: soon enough for a person who has just made room. */
  static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** Before the first look, when it was of no use to go on several times: a quota, perhaps. */
  static final long MAX_PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(5);

  /** Room enough to go on for a while, however large the torrent is. A guess. */
  static final long PLENTY_BYTES = 64L << 20;

  private final TorrentStorage storage;
  private final HaveSet have;
  private boolean waiting;
  private long patienceNanos = LOOK_NANOS;
  private long dueNanos;

  Recovery(TorrentStorage storage, HaveSet have) {
    this.storage = storage;
    this.have = have;
  }

  /** The torrent stops for this; unless the disk is full, only the user can help. */
  void onFailed(StorageFailure failure, long nowNanos) {
    waiting = failure.kind() == StorageFailure.Kind.FULL;
    dueNanos = nowNanos + patienceNanos;
    patienceNanos = Math.min(MAX_PATIENCE_NANOS, 2 * patienceNanos);
  }

  /** It was of use to go on. */
  void onPieceVerified() {
    patienceNanos = LOOK_NANOS;
  }

  /** The torrent goes on, by itself or on command. */
  void end() {
    waiting = false;
  }

  /** Looks at the disk when it is time to. */
  void tick(long nowNanos) {
    if (waiting && nowNanos - dueNanos >= 0) {
      dueNanos = nowNanos + LOOK_NANOS;
      storage.measureRoom();
    }
  }

  /** Returns whether it waits for room, and so much will do. */
  boolean isEnough(long usableBytes) {
    return waiting && usableBytes >= Math.min(have.bytesLeft(), PLENTY_BYTES);
  }
}
