package dev.sluice.storage;

import dev.sluice.metainfo.Info;
import dev.sluice.model.PieceGeometry;
import dev.sluice.model.PieceSet;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;

/**
 * A check of many pieces, on all lanes at once: each takes the next few, reads and hashes them, and
 * steps back behind the other work of its lane. Pieces whose files are missing or too short are not
 * read at all.
 *
 * <p>Shared by the lanes.
 */
final class PieceCheck {
  /** A few milliseconds of one lane's time, which others wait for. */
  private static final int STEP_BYTES = 4 << 20;

  private final Info info;
  private final PieceGeometry geometry;
  private final TorrentFiles files;
  private final FileLengths lengths;
  private final PieceSet wanted;
  private final PieceSet have;
  private final int stepPieces;
  private int nextPiece;
  private long checkedBytes;

  /**
   * Looks at the lengths of the files.
   *
   * @param wanted [own] what to check
   */
  PieceCheck(TorrentParts parts, PieceSet wanted) throws StorageException {
    this.info = parts.info();
    this.geometry = info.geometry();
    this.files = parts.files();
    this.lengths = new FileLengths(files);
    this.wanted = wanted;
    this.have = new PieceSet(wanted.pieceCount());
    this.stepPieces = Math.max(1, STEP_BYTES / geometry.pieceBytes());
  }

  /** Returns the pieces found right so far. */
  synchronized PieceSet have() {
    return have.copy();
  }

  /** Returns the folder that the files lie in, for messages to people. */
  Path folder() {
    return files.folder().path();
  }

  /** Returns what was to be checked. */
  PieceSet wanted() {
    return wanted;
  }

  /** Returns about how many bytes there are to check, never too few. */
  long wantedBytes() {
    return (long) wanted.size() * geometry.pieceBytes();
  }

  /** Returns how many bytes are checked so far. */
  synchronized long checkedBytes() {
    return checkedBytes;
  }

  /**
   * Checks the next few pieces.
   *
   * @return whether there were any left
   * @throws StorageException if the disk fails; pieces that are merely not there are no failure
   */
  boolean step(Workbench bench) throws StorageException {
    int piece = claim();
    for (int i = 0; i < stepPieces && piece >= 0; i++) {
      finish(piece, isOnDisk(piece) && isRight(bench, piece));
      piece = i + 1 < stepPieces ? claim() : piece;
    }
    return piece >= 0;
  }

  private synchronized int claim() {
    int piece = wanted.next(nextPiece);
    nextPiece = piece < 0 ? wanted.pieceCount() : piece + 1;
    return piece;
  }

  private synchronized void finish(int pieceIndex, boolean isRight) {
    checkedBytes += geometry.pieceBytes(pieceIndex);
    if (isRight) {
      have.add(pieceIndex);
    }
  }

  private boolean isOnDisk(int pieceIndex) {
    return lengths.cover(geometry.pieceOffset(pieceIndex), geometry.pieceBytes(pieceIndex));
  }

  private boolean isRight(Workbench bench, int pieceIndex) throws StorageException {
    try {
      return info.matches(pieceIndex, digest(bench, pieceIndex));
    } catch (StorageException e) {
      if (e.failure().kind() == StorageFailure.Kind.MISSING) {
        return false;
      }
      throw e;
    }
  }

  private byte[] digest(Workbench bench, int pieceIndex) throws StorageException {
    MessageDigest digest = Digests.sha1();
    long offset = geometry.pieceOffset(pieceIndex);
    long end = offset + geometry.pieceBytes(pieceIndex);
    while (offset < end) {
      ByteBuffer bytes = bench.scratch();
      bytes.limit((int) Math.min(bytes.capacity(), end - offset));
      files.read(bench, offset, bytes);
      offset += bytes.flip().remaining();
      digest.update(bytes);
    }
    return digest.digest();
  }
}
