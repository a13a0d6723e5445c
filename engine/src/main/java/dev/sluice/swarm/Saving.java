package dev.sluice.swarm;

import dev.sluice.storage.ResumeSnapshot;
import dev.sluice.storage.TorrentStorage;
import java.util.concurrent.TimeUnit;

/**
 * When a torrent's resume data is saved, and whether the pieces verified so far are forced to disk:
 * each save forces those of before it.
 *
 * <p>Owned by the torrent actor.
 */
final class Saving {
  /** How often it is saved while pieces come: what a crash costs is this much checking. */
  private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final TorrentStorage storage;
  private final HaveSet have;
  private final Totals totals;
  private long savedNanos;
  private boolean unsaved;

  /** Whether pieces were verified that no save has yet been asked to force to disk. */
  private boolean unforced;

  /** Saves that are not answered yet. */
  private int underWay;

  /** How many of them until the one that forces the pieces verified so far; 0 if it is done. */
  private int untilForced;

  Saving(TorrentStorage storage, HaveSet have, Totals totals, long nowNanos) {
    this.storage = storage;
    this.have = have;
    this.totals = totals;
    this.savedNanos = nowNanos;
  }

  /** A piece that came just now is in the have-set. */
  void onPieceVerified() {
    unsaved = true;
    unforced = true;
  }

  /** A check has found pieces that were there. */
  void onChecked() {
    unsaved = true;
  }

  /** Saves when it has been long enough. */
  void tick(long nowNanos) {
    if (unsaved && nowNanos - savedNanos > INTERVAL_NANOS) {
      save(nowNanos);
    }
  }

  /** Saves what is known; what is not must not replace what was known once. */
  void save(long nowNanos) {
    if (!have.isKnown()) {
      return;
    }
    unsaved = false;
    savedNanos = nowNanos;
    underWay++;
    if (unforced) {
      unforced = false;
      untilForced = underWay;
    }
    storage.save(
        new ResumeSnapshot(
            have.pieces().copy(), totals.allUploadedBytes(), totals.allDownloadedBytes()));
  }

  /** Saves for the last time, if there is anything to tell. */
  void saveAtLast(long nowNanos) {
    if (unsaved || totals.downloadedBytes + totals.uploadedBytes > 0) {
      save(nowNanos);
    }
  }

  /** The oldest save under way is done. */
  void onSaved() {
    underWay = Math.max(0, underWay - 1);
    untilForced = Math.max(0, untilForced - 1);
  }

  /** The disk failed in something: it may have been the save that was to force the pieces. */
  void onFailed() {
    unforced |= untilForced > 0;
    untilForced = 0;
    underWay = 0;
  }

  /** Returns whether a save is still to be asked for, that forces the pieces verified so far. */
  boolean owesForce() {
    return unforced;
  }

  /** Returns whether every piece that came just now is forced to disk. */
  boolean isForced() {
    return !unforced && untilForced == 0;
  }
}
