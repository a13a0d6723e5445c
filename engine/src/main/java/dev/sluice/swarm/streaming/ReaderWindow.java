package dev.sluice.swarm.streaming;

import dev.sluice.actor.Awaited;
import dev.sluice.metainfo.FileEntry;
import dev.sluice.model.ByteRange;
import dev.sluice.model.PieceGeometry;
import dev.sluice.model.PieceSet;
import dev.sluice.swarm.peer.BlockReader;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One reader of a file, and the pieces ahead of it that it will need soon.
 *
 * <p>Owned by the torrent actor.
 */
final class ReaderWindow {
  /** How far ahead pieces are due: what a slow peer needs for its share, and a stall to pass. */
  private static final long AHEAD_SECONDS = 30;

  /** The window's bounds, in bytes: a few blocks of every peer; not a whole season. Guesses. */
  private static final long MIN_BYTES = 4 << 20;

  private static final long MAX_BYTES = 64 << 20;

  /** Pieces in one window at most, where they are tiny. */
  private static final int MAX_PIECES = 1024;

  /** How much earlier than it is played a piece is due: it is to be hashed and written, too. */
  private static final long LEAD_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  private final FileEntry file;
  private final PieceGeometry geometry;
  private final Awaited<Reach> reach;
  private long position;
  private boolean waits;
  private long waitingSinceNanos;

  ReaderWindow(FileEntry file, PieceGeometry geometry, Awaited<Reach> reach) {
    this.file = file;
    this.geometry = geometry;
    this.reach = reach;
  }

  FileEntry file() {
    return file;
  }

  long position() {
    return position;
  }

  void moveTo(long newPosition, boolean nowWaits, long nowNanos) {
    boolean waitedHere = waits && position == newPosition;
    if (nowWaits && !waitedHere) {
      waitingSinceNanos = nowNanos;
    }
    waits = nowWaits;
    position = Math.min(Math.max(0, newPosition), file.lengthBytes());
  }

  /** Tells the reader what it can read from where it is. */
  void tell(PieceSet have, BlockReader source) {
    long end = position;
    int piece = pieceAt(position);
    for (int i = 0; i < MAX_PIECES && end < file.lengthBytes() && have.has(piece); i++) {
      piece++;
      end = Math.min(file.lengthBytes(), geometry.pieceOffset(piece) - file.offset());
    }
    ByteRange verified = new ByteRange(position, end);
    waits &= verified.isEmpty();
    if (!reach.get().verified().equals(verified)) {
      reach.set(new Reach(verified, source, Optional.empty()));
    }
  }

  /** Tells the reader that nothing more will come. */
  void end(String problem) {
    reach.set(Reach.ended(problem));
  }

  private int pieceAt(long filePosition) {
    return (int) ((file.offset() + filePosition) / geometry.pieceBytes());
  }

  /** Adds when each missing piece of the window is due, if none of them is due earlier. */
  void addDeadlines(
      PieceSet have, long bytesPerSecond, long nowNanos, Map<Integer, Long> deadlines) {
    long windowBytes = Math.max(MIN_BYTES, Math.min(MAX_BYTES, bytesPerSecond * AHEAD_SECONDS));
    long end = Math.min(file.lengthBytes(), position + windowBytes);
    if (position >= end) {
      return;
    }
    int last = Math.min(pieceAt(end - 1), pieceAt(position) + MAX_PIECES);
    for (int piece = pieceAt(position); piece <= last; piece++) {
      if (!have.has(piece)) {
        deadlines.merge(piece, deadline(piece, bytesPerSecond, nowNanos), ReaderWindow::earlier);
      }
    }
  }

  private long deadline(int piece, long bytesPerSecond, long nowNanos) {
    long aheadBytes = geometry.pieceOffset(piece) - file.offset() - position;
    if (aheadBytes <= 0) {
      return waits ? waitingSinceNanos : nowNanos;
    }
    long untilPlayed = (long) (aheadBytes / (double) bytesPerSecond * NANOS_PER_SECOND);
    return nowNanos + Math.max(0, untilPlayed - LEAD_NANOS);
  }

  static long earlier(long oneNanos, long otherNanos) {
    return oneNanos - otherNanos <= 0 ? oneNanos : otherNanos;
  }
}
