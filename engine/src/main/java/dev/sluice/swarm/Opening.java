package dev.sluice.swarm;

import dev.sluice.api.TorrentState;
import dev.sluice.model.PieceGeometry;
import dev.sluice.model.PieceSet;
import dev.sluice.storage.StorageEvent;
import dev.sluice.storage.TorrentStorage;
import java.util.Locale;
import java.util.Optional;

/**
 * The way to {@link Transferring}: finds out what is on disk, and makes the files. Each step asks
 * the disk for something and returns the phase in which the torrent waits for the answer, or rests.
 *
 * <pre>
 *   inspect -> check -> prepare
 * </pre>
 *
 * <p>Owned by the torrent actor.
 */
final class Opening {
  private final TorrentPlan plan;
  private final TorrentStorage storage;
  private final HaveSet have;
  private final Wishes wishes;

  Opening(TorrentPlan plan, TorrentStorage storage, HaveSet have, Wishes wishes) {
    this.plan = plan;
    this.storage = storage;
    this.have = have;
    this.wishes = wishes;
  }

  /** Looks at resume data and files. */
  Phase inspect() {
    have.doubt();
    storage.inspect();
    return new Phase.Inspecting();
  }

  /** Believes what is beyond doubt, and checks the rest. */
  Phase onInspected(StorageEvent.Inspected inspected) {
    if (wishes.toCheck) {
      return checkAll();
    }
    have.forget();
    have.addAll(inspected.trusted());
    return check(inspected.unsure());
  }

  /** Reads and hashes every piece. */
  Phase checkAll() {
    wishes.toCheck = false;
    have.forget();
    return check(PieceSet.full(geometry().pieceCount()));
  }

  private Phase check(PieceSet pieces) {
    if (pieces.isEmpty()) {
      have.becomeKnown();
      return prepare();
    }
    storage.check(pieces);
    return new Phase.Checking(geometry().bytesOf(pieces), 0);
  }

  /** Takes what a check has found. */
  Phase onChecked(PieceSet found) {
    have.addAll(found);
    have.becomeKnown();
    return prepare();
  }

  /** Returns whether a check is one of everything. */
  boolean isOfAll(Phase.Checking checking) {
    return checking.totalBytes() == geometry().totalBytes();
  }

  /**
   * Makes the files, if the user wants it to run. Those that are there are not touched: a complete
   * torrent may lie on a read-only disk.
   */
  Phase prepare() {
    if (wishes.toCheck) {
      return checkAll();
    }
    if (!wishes.toRun) {
      return new Phase.Resting(TorrentState.PAUSED, Optional.empty());
    }
    if (!plan.mayDownload() && !have.isComplete()) {
      return new Phase.Resting(TorrentState.FAILED, Optional.of(incomplete()));
    }
    storage.prepare();
    return new Phase.Preparing();
  }

  private String incomplete() {
    int pieces = geometry().pieceCount();
    return String.format(
        Locale.ROOT,
        "incomplete: %d of %d pieces are missing or wrong on disk; download them first",
        pieces - have.pieces().size(),
        pieces);
  }

  private PieceGeometry geometry() {
    return plan.metainfo().info().geometry();
  }
}
