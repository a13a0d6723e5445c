package dev.sluice.swarm;

import dev.sluice.api.FilePriority;
import dev.sluice.metainfo.FileEntry;
import dev.sluice.metainfo.Info;
import dev.sluice.model.PieceGeometry;
import dev.sluice.model.PieceSet;
import dev.sluice.swarm.picking.PickingLimits;
import dev.sluice.swarm.picking.PiecePicker;
import dev.sluice.swarm.picking.Priority;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Predicate;

/**
 * How much each file of a torrent is wanted, as pieces: a piece that holds bytes of several files
 * is wanted as much as the best of them.
 *
 * <p>Owned by the torrent actor.
 */
final class Selection {
  private final Info info;
  private final FilePriority[] files;
  private final PieceSet wanted;
  private final long wantedBytes;

  private Selection(Info info, FilePriority[] files) {
    this.info = info;
    this.files = files;
    this.wanted = new PieceSet(info.geometry().pieceCount());
    Priority[] pieces = pieces();
    for (int i = 0; i < pieces.length; i++) {
      if (pieces[i] != Priority.SKIP) {
        wanted.add(i);
      }
    }
    this.wantedBytes = info.geometry().bytesOf(wanted);
  }

  private Priority[] pieces() {
    Priority[] pieces = new Priority[info.geometry().pieceCount()];
    Arrays.fill(pieces, Priority.SKIP);
    for (FileEntry file : info.files()) {
      if (file.isStored() && file.lengthBytes() > 0) {
        wantAll(file.index(), pieces);
      }
    }
    return pieces;
  }

  private void wantAll(int fileIndex, Priority[] pieces) {
    Priority priority = priorityOf(files[fileIndex]);
    for (int i = info.firstPiece(fileIndex); i <= info.lastPiece(fileIndex); i++) {
      pieces[i] = pieces[i].compareTo(priority) >= 0 ? pieces[i] : priority;
    }
  }

  private static Priority priorityOf(FilePriority file) {
    return switch (file) {
      case SKIP -> Priority.SKIP;
      case LOW -> Priority.LOW;
      case NORMAL -> Priority.NORMAL;
      case HIGH -> Priority.HIGH;
    };
  }

  /** Returns the files that {@code fileFilter} accepts, all wanted alike. */
  static Selection of(Info info, Predicate<Integer> fileFilter) {
    FilePriority[] files = new FilePriority[info.files().fileCount()];
    for (int i = 0; i < files.length; i++) {
      files[i] = fileFilter.test(i) ? FilePriority.NORMAL : FilePriority.SKIP;
    }
    return new Selection(info, files);
  }

  /** Returns this selection with one file wanted so much. */
  Selection with(int fileIndex, FilePriority priority) {
    FilePriority[] others = files.clone();
    others[fileIndex] = priority;
    return new Selection(info, others);
  }

  /** Returns how much a file is wanted. */
  FilePriority priority(int fileIndex) {
    return files[fileIndex];
  }

  /** Returns a picker that lacks what {@code have} lacks and skips what is not wanted. */
  PiecePicker picker(PieceSet have, Random random) {
    PiecePicker picker = new PiecePicker(info.geometry(), PickingLimits.DEFAULT, random);
    for (int piece = have.next(0); piece >= 0; piece = have.next(piece + 1)) {
      picker.markHave(piece);
    }
    instruct(picker);
    return picker;
  }

  /** Tells a picker of this torrent how much each piece is wanted. */
  void instruct(PiecePicker picker) {
    Priority[] pieces = pieces();
    for (int i = 0; i < pieces.length; i++) {
      picker.setPriority(i, pieces[i]);
    }
  }

  /** Returns how many pieces the torrent has, wanted or not. */
  int pieceCount() {
    return wanted.pieceCount();
  }

  /** Returns how many bytes the torrent has, wanted or not. */
  long totalBytes() {
    return geometry().totalBytes();
  }

  /** Returns how many bytes a piece has, wanted or not. */
  long pieceBytes(int pieceIndex) {
    return geometry().pieceBytes(pieceIndex);
  }

  private PieceGeometry geometry() {
    return info.geometry();
  }

  /** Returns how many wanted bytes there are, counted in whole pieces. */
  long wantedBytes() {
    return wantedBytes;
  }

  /** Returns how many wanted bytes a piece counts for: all of its own, or none. */
  long wantedBytes(int pieceIndex) {
    return wanted.has(pieceIndex) ? pieceBytes(pieceIndex) : 0;
  }
}
