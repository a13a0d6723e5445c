package dev.sluice.storage;

import dev.sluice.metainfo.FileEntry;
import dev.sluice.metainfo.FileSpan;
import dev.sluice.model.PieceGeometry;
import dev.sluice.model.PieceSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the system says about each of a torrent's files at one moment, without reading them. */
final class FileLengths {
  private final TorrentFiles files;
  private final @Nullable FileStamp[] stamps;

  /** Asks the system about every file. */
  FileLengths(TorrentFiles files) throws StorageException {
    this.files = files;
    this.stamps = new @Nullable FileStamp[files.layout().fileCount()];
    for (FileEntry file : files.layout()) {
      if (file.isStored()) {
        stamps[file.index()] = files.stamp(file.index()).orElse(null);
      }
    }
  }

  /** Returns size and time of a file; empty if it is not there, or never is, like padding. */
  Optional<FileStamp> stamp(int fileIndex) {
    return Optional.ofNullable(stamps[fileIndex]);
  }

  /**
   * Makes sure that every file is there, and long enough, that holds any of {@code pieces}.
   *
   * @throws StorageException that names one that is not
   */
  void refuseUnlessHolding(PieceSet pieces, PieceGeometry geometry) throws StorageException {
    for (FileEntry file : files.layout()) {
      if (file.isStored() && file.lengthBytes() > 0) {
        refuseIfShorter(file, endOfLast(pieces, geometry, file));
      }
    }
  }

  /** Returns where the last of the pieces ends in the file; 0 if there is none. */
  private static long endOfLast(PieceSet pieces, PieceGeometry geometry, FileEntry file) {
    int first = (int) (file.offset() / geometry.pieceBytes());
    int index = (int) ((file.offset() + file.lengthBytes() - 1) / geometry.pieceBytes());
    while (index >= first && !pieces.has(index)) {
      index--;
    }
    if (index < first) {
      return 0;
    }
    long pieceEnd = geometry.pieceOffset(index) + geometry.pieceBytes(index);
    return Math.min(file.lengthBytes(), pieceEnd - file.offset());
  }

  private void refuseIfShorter(FileEntry file, long neededBytes) throws StorageException {
    Optional<FileStamp> stamp = stamp(file.index());
    if (neededBytes > stamp.map(FileStamp::sizeBytes).orElse(0L)) {
      String reason =
          stamp.isPresent()
              ? "the file has become shorter than it should be; put it back, or resume to fetch it again"
              : "the file is gone; put it back, mount its disk, or resume to fetch it again";
      throw new StorageException(
          new StorageFailure(StorageFailure.Kind.MISSING, files.fullPath(file.index()), reason));
    }
  }

  /** Returns whether the files are there and long enough to hold the range. */
  boolean cover(long offset, long lengthBytes) {
    for (FileSpan span : files.layout().spans(offset, lengthBytes)) {
      FileStamp stamp = stamps[span.fileIndex()];
      long sizeBytes = stamp == null ? 0 : stamp.sizeBytes();
      boolean isStored = files.layout().file(span.fileIndex()).isStored();
      if (isStored && span.fileOffset() + span.lengthBytes() > sizeBytes) {
        return false;
      }
    }
    return true;
  }
}
