package dev.sluice.storage;

import dev.sluice.metainfo.FileEntry;
import dev.sluice.metainfo.FileLayout;
import dev.sluice.metainfo.FileSpan;
import dev.sluice.metainfo.Info;
import dev.sluice.model.PieceGeometry;
import dev.sluice.model.PieceSet;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * A check of many pieces, on all lanes at once: each takes the next few neighbours, reads them in
 * one sweep, and steps back behind the other work of its lane. Pieces whose files are missing or too
 * short are not read at all.
 *
 * <p>Shared by the lanes.
 */
final class PieceCheck {
  /** A few milliseconds of one lane's time, which others wait for. */
  private static final int STEP_BYTES = 4 << 20;

  private final Info info;
  private final PieceGeometry geometry;
  private final TorrentFiles files;
  private final PieceSet wanted;
  private final PieceSet have;
  private final LongConsumer progress;
  private final long[] fileBytes;
  private final long reportBytes;
  private int nextPiece;
  private long checkedBytes;
  private long reportedBytes;

  /**
   * Looks at the lengths of the files.
   *
   * @param wanted [own] what to check
   * @param progress is told now and then how many bytes are checked; on a lane
   */
  PieceCheck(TorrentParts parts, PieceSet wanted, LongConsumer progress) throws StorageException {
    this.info = parts.info();
    this.geometry = info.geometry();
    this.files = parts.files();
    this.wanted = wanted;
    this.have = new PieceSet(wanted.pieceCount());
    this.progress = progress;
    this.fileBytes = new FileLengths(files).bytes();
    this.reportBytes = Math.max(STEP_BYTES, (long) wanted.size() * geometry.pieceBytes() / 100);
  }

  /** Returns the pieces found right so far; all of them after the last step. */
  synchronized PieceSet have() {
    return have.copy();
  }

  /**
   * Checks the next few pieces.
   *
   * @return whether there were any left
   */
  boolean step(Workbench bench) throws StorageException {
    Range range = claim();
    if (range == null) {
      return false;
    }
    PieceSet right = new PieceSet(wanted.pieceCount());
    for (int i = range.first; i < range.end; i++) {
      if (isOnDisk(i) && matches(bench, i)) {
        right.add(i);
      }
    }
    finish(range, right);
    return true;
  }
}
