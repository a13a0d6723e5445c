package dev.sluice.cli;

import dev.sluice.metainfo.FileEntry;
import dev.sluice.metainfo.Info;
import dev.sluice.model.PieceSet;
import java.util.List;

/**
 * How much of one file is right.
 *
 * @param entry the file
 * @param pieces pieces that hold bytes of it; 0 for an empty file
 * @param rightPieces how many of them are right
 */
record FileResult(FileEntry entry, int pieces, int rightPieces) {
  /** Returns the results of all files that exist on disk, in the torrent's order. */
  static List<FileResult> of(Info info, PieceSet right) {
    return info.files().files().stream()
        .filter(FileEntry::isStored)
        .map(file -> of(file, info, right))
        .toList();
  }

  private static FileResult of(FileEntry file, Info info, PieceSet right) {
    if (file.lengthBytes() == 0) {
      return new FileResult(file, 0, 0);
    }
    int first = info.firstPiece(file.index());
    int last = info.lastPiece(file.index());
    int count = 0;
    for (int piece = right.next(first);
        piece >= 0 && piece <= last;
        piece = right.next(piece + 1)) {
      count++;
    }
    return new FileResult(file, last - first + 1, count);
  }

  /** Returns whether every byte is right. */
  boolean isComplete() {
    return rightPieces == pieces;
  }
}
