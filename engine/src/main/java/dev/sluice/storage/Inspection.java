package dev.sluice.storage;

import dev.sluice.metainfo.FileSpan;
import dev.sluice.model.PieceGeometry;
import dev.sluice.model.PieceSet;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Compares what is remembered with what lies on disk, without reading contents:
 *
 * <pre>
 *   the piece's files            remembered as had   not had     nothing remembered
 *   as they were left            trusted             missing     -
 *   changed, long enough         unsure              unsure      unsure
 *   missing or too short         missing             missing     missing
 * </pre>
 */
final class Inspection {
  private final TorrentParts parts;
  private final PieceGeometry geometry;
  private final FileLengths lengths;
  private final Optional<ResumeData> remembered;

  /**
   * Looks at the files.
   *
   * @param saved what the resume file says, if anything
   * @throws StorageException if a file cannot be looked at
   */
  Inspection(TorrentParts parts, Optional<ResumeData> saved) throws StorageException {
    this.parts = parts;
    this.geometry = parts.info().geometry();
    this.remembered = saved.filter(this::isAboutThisPlace);
    this.lengths = new FileLengths(parts.files());
  }

  /**
   * Makes sure that the volume is the one that the files were on.
   *
   * @throws StorageException if files are gone, and another volume is mounted in their place
   */
  void refuseOtherVolume() throws StorageException {
    if (areFilesGone()) {
      refuseOtherVolume(remembered.orElseThrow());
    }
  }

  /** Returns whether a file that was there when last seen is not. */
  boolean areFilesGone() {
    return remembered.isPresent() && areFilesGone(remembered.get().stamps());
  }

  /** Returns the pieces that were there when last seen. */
  PieceSet remembered() {
    return remembered
        .map(data -> data.snapshot().have())
        .orElseGet(() -> new PieceSet(geometry.pieceCount()));
  }

  /** Returns the finding, once it is clear that the volume is the right one. */
  StorageEvent.Inspected result() {
    PieceSet trusted = new PieceSet(geometry.pieceCount());
    PieceSet unsure = new PieceSet(geometry.pieceCount());
    for (int i = 0; i < geometry.pieceCount(); i++) {
      if (lengths.cover(geometry.pieceOffset(i), geometry.pieceBytes(i))) {
        sort(i, trusted, unsure);
      }
    }
    return new StorageEvent.Inspected(
        trusted,
        unsure,
        remembered.map(data -> data.snapshot().uploadedBytes()).orElse(0L),
        remembered.map(data -> data.snapshot().downloadedBytes()).orElse(0L));
  }

  private void sort(int pieceIndex, PieceSet trusted, PieceSet unsure) {
    if (remembered.isEmpty() || isChanged(pieceIndex, remembered.get().stamps())) {
      unsure.add(pieceIndex);
    } else if (remembered.get().snapshot().have().has(pieceIndex)) {
      trusted.add(pieceIndex);
    }
  }

  private boolean isChanged(int pieceIndex, List<Optional<FileStamp>> stamps) {
    long offset = geometry.pieceOffset(pieceIndex);
    for (FileSpan span : parts.files().layout().spans(offset, geometry.pieceBytes(pieceIndex))) {
      if (!lengths.stamp(span.fileIndex()).equals(stamps.get(span.fileIndex()))) {
        return true;
      }
    }
    return false;
  }

  private boolean isAboutThisPlace(ResumeData data) {
    return data.place().folder().equals(parts.files().folder().path().toString())
        && data.snapshot().have().pieceCount() == geometry.pieceCount()
        && data.stamps().size() == parts.files().layout().fileCount();
  }

  private boolean areFilesGone(List<Optional<FileStamp>> stamps) {
    for (int i = 0; i < stamps.size(); i++) {
      if (stamps.get(i).isPresent() && lengths.stamp(i).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private void refuseOtherVolume(ResumeData data) throws StorageException {
    Folder folder = parts.files().folder();
    try {
      String now = folder.volumeName();
      String then = data.place().volume();
      if (!now.isEmpty() && !then.isEmpty() && !now.equals(then)) {
        String reason =
            String.format(
                Locale.ROOT,
                "the disk that holds the files (%s) is not mounted here; mount it and try again",
                data.place().volume());
        throw new StorageException(
            new StorageFailure(StorageFailure.Kind.MISSING, folder.path(), reason));
      }
    } catch (IOException e) {
      throw Refusals.explain(folder.path(), e);
    }
  }
}
