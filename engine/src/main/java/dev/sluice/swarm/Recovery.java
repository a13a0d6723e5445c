package dev.sluice.swarm;

import dev.sluice.storage.StorageFailure;
import dev.sluice.storage.TorrentStorage;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * When to go on by itself after the disk refused something. Now and then it looks: after a full
 * disk for as much room as the torrent still needs, or plenty; after anything else, whether the
 * disk is there and takes a file again. Nothing is fetched to find that out.
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
  private Optional<StorageFailure.Kind> refusal = Optional.empty();
  private long patienceNanos = LOOK_NANOS;
  private long dueNanos;

  Recovery(TorrentStorage storage, HaveSet have) {
    this.storage = storage;
    this.have = have;
  }

  /** The torrent stops for this; if no file may be so long, only the user can help. */
  void onFailed(StorageFailure failure, long nowNanos) {
    refusal =
        Optional.of(failure.kind()).filter(kind -> kind != StorageFailure.Kind.FILE_TOO_LARGE);
    dueNanos = nowNanos + patienceNanos;
    patienceNanos = Math.min(MAX_PATIENCE_NANOS, 2 * patienceNanos);
  }

  /** It was of use to go on. */
  void onPieceVerified() {
    patienceNanos = LOOK_NANOS;
  }

  /** The torrent goes on, by itself or on command. */
  void end() {
    refusal = Optional.empty();
  }

  /** Looks at the disk when it is time to. */
  void tick(long nowNanos) {
    if (isWaiting() && nowNanos - dueNanos >= 0) {
      dueNanos = nowNanos + LOOK_NANOS;
      look(refusal.orElseThrow());
    }
  }

  private void look(StorageFailure.Kind kind) {
    if (kind == StorageFailure.Kind.FULL) {
      storage.measureRoom();
    } else {
      storage.tryOut(kind);
    }
  }

  /** Returns whether the torrent goes on by itself once the disk allows it. */
  boolean isWaiting() {
    return refusal.isPresent();
  }

  /** Returns whether it waits for room, and so much will do. */
  boolean isEnough(long usableBytes) {
    return isWaiting() && usableBytes >= Math.min(have.bytesLeft(), PLENTY_BYTES);
  }
}
