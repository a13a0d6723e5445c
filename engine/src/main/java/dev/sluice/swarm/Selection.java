package dev.sluice.swarm;

import dev.sluice.metainfo.FileEntry;
import dev.sluice.metainfo.Info;
import dev.sluice.model.PieceGeometry;
import dev.sluice.model.PieceSet;
import dev.sluice.swarm.picking.PickingLimits;
import dev.sluice.swarm.picking.PiecePicker;
import dev.sluice.swarm.picking.Priority;
import java.util.Random;
import java.util.function.Predicate;

/**
 * Which files of a torrent are wanted, as pieces: each piece that holds a byte of a wanted file.
 *
 * <p>Owned by the torrent actor.
 */
final class Selection {
  private final PieceGeometry geometry;
  private final PieceSet wanted;
  private final long wantedBytes;

  private Selection(PieceGeometry geometry, PieceSet wanted, long wantedBytes) {
    this.geometry = geometry;
    this.wanted = wanted;
    this.wantedBytes = wantedBytes;
  }

  /** Returns the pieces of the files that {@code fileFilter} accepts. */
  static Selection of(Info info, Predicate<Integer> fileFilter) {
    PieceGeometry geometry = info.geometry();
    PieceSet wanted = new PieceSet(geometry.pieceCount());
    for (int i = 0; i < info.files().fileCount(); i++) {
      FileEntry file = info.files().file(i);
      if (file.isStored() && file.lengthBytes() > 0 && fileFilter.test(i)) {
        for (int piece = info.firstPiece(i); piece <= info.lastPiece(i); piece++) {
          wanted.add(piece);
        }
      }
    }
    return new Selection(geometry, wanted, geometry.bytesOf(wanted));
  }

  /** Returns a picker that lacks what {@code have} lacks and skips what is not wanted. */
  PiecePicker picker(PieceSet have, Random random) {
    PiecePicker picker = new PiecePicker(geometry, PickingLimits.DEFAULT, random);
    for (int piece = 0; piece < geometry.pieceCount(); piece++) {
      if (have.has(piece)) {
        picker.markHave(piece);
      }
      if (!wanted.has(piece)) {
        picker.setPriority(piece, Priority.SKIP);
      }
    }
    return picker;
  }

  /** Returns how many pieces the torrent has, wanted or not. */
  int pieceCount() {
    return geometry.pieceCount();
  }

  /** Returns how many bytes the torrent has, wanted or not. */
  long totalBytes() {
    return geometry.totalBytes();
  }

  /** Returns how many bytes a piece has, wanted or not. */
  long pieceBytes(int pieceIndex) {
    return geometry.pieceBytes(pieceIndex);
  }

  /** Returns how many wanted bytes there are, counted in whole pieces. */
  long wantedBytes() {
    return wantedBytes;
  }

  /** Returns how many wanted bytes a piece counts for: all of its own, or none. */
  long wantedBytes(int pieceIndex) {
    return wanted.has(pieceIndex) ? geometry.pieceBytes(pieceIndex) : 0;
  }
}
