package dev.sluice.storage;

import dev.sluice.metainfo.FileEntry;
import dev.sluice.metainfo.FileLayout;
import dev.sluice.model.PieceSet;
import dev.sluice.storage.StorageFailure.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes a torrent's files stand ready: folders, empty files, and their full length, so that a file
 * system that allows no such length says so before anything is fetched. Where the file system keeps
 * no holes the files are filled with zeros from the front; written here and there they would be
 * filled by the system in the midst of a write, for seconds or minutes.
 *
 * <p>Files that already have their length are not touched: seeding works from a read-only disk.
 * Owned by the lane that carries out its steps.
 */
final class Preparation {
  /** Filled in one step; other work of the lane waits that long. */
  private static final long STEP_BYTES = 16 << 20;

  private final TorrentFiles files;
  private final FileLengths lengths;
  private final Iterator<FileEntry> todo;
  private boolean keepsHoles;
  private final long totalBytes;
  private long filledBytes;
  private long filledTo;
  private boolean isFilling;
  private FileEntry file;

  /**
   * Looks at the files and at the space left.
   *
   * @param skippedFiles indices of files not wanted; they are made only when a piece needs them
   * @param verified pieces that are said to be there
   * @throws StorageException if the files do not fit on the disk, or what was verified is gone: a
   *     file made anew in its place would be taken for the whole one
   */
  Preparation(TorrentParts parts, Set<Integer> skippedFiles, PieceSet verified)
      throws StorageException {
    this.files = parts.files();
    this.lengths = new FileLengths(files);
    lengths.refuseUnlessHolding(verified, parts.info().geometry());
    FileLayout layout = files.layout();
    refuseTooLong(skippedFiles);
    this.file = layout.file(0);
    this.todo =
        layout.files().stream()
            .filter(f -> f.isStored() && !skippedFiles.contains(f.index()) && !isReady(f))
            .collect(Collectors.toList())
            .iterator();
    long missingBytes =
        layout.files().stream()
            .filter(f -> f.isStored() && !skippedFiles.contains(f.index()))
            .mapToLong(f -> Math.max(0, f.lengthBytes() - sizeBytes(f)))
            .sum();
    refuseIfTooLarge(missingBytes);
    this.totalBytes = missingBytes;
    this.keepsHoles = missingBytes <= SparseProbe.PROBE_BYTES || probe();
  }

  private boolean isReady(FileEntry entry) {
    return lengths.stamp(entry.index()).isPresent() && sizeBytes(entry) == entry.lengthBytes();
  }

  private long sizeBytes(FileEntry entry) {
    return lengths.stamp(entry.index()).map(FileStamp::sizeBytes).orElse(0L);
  }

  /** Before it is filled for minutes, only to be refused at the end. */
  private void refuseTooLong(Set<Integer> skippedFiles) throws StorageException {
    long maxBytes = files.folder().maxFileBytes();
    for (FileEntry entry : files.layout()) {
      if (entry.lengthBytes() > maxBytes
          && entry.isStored()
          && !skippedFiles.contains(entry.index())) {
        String reason =
            String.format(
                Locale.ROOT,
                "the file is to have %s and the file system (FAT32?) ends files at %s; choose a folder on another disk",
                amount(entry.lengthBytes()),
                amount(maxBytes));
        throw new StorageException(
            new StorageFailure(Kind.FILE_TOO_LARGE, files.fullPath(entry.index()), reason));
      }
    }
  }

  private void refuseIfTooLarge(long missingBytes) throws StorageException {
    try {
      long usableBytes = missingBytes == 0 ? 0 : files.folder().usableBytes();
      if (missingBytes > usableBytes) {
        String reason =
            String.format(
                Locale.ROOT,
                "the files need %s more and the disk has %s free; free some space or choose another folder",
                amount(missingBytes),
                amount(usableBytes));
        throw new StorageException(new StorageFailure(Kind.FULL, files.folder().path(), reason));
      }
    } catch (IOException e) {
      throw Refusals.explain(files.folder().path(), e);
    }
  }

  private boolean probe() throws StorageException {
    try {
      return SparseProbe.keepsHoles(files.folder());
    } catch (IOException e) {
      throw Refusals.explain(files.folder().path(), e);
    }
  }

  /**
   * Does the next little part.
   *
   * @return whether there is more to do
   */
  boolean step(Workbench bench) throws StorageException {
    if (isFilling) {
      fill(bench);
      return true;
    }
    if (!todo.hasNext()) {
      return false;
    }
    file = todo.next();
    files.truncate(bench, file.index());
    long sizeBytes = sizeBytes(file);
    if (sizeBytes < file.lengthBytes() && keepsHoles) {
      writeZeros(bench, file.lengthBytes() - 1, 1);
    } else if (sizeBytes < file.lengthBytes()) {
      isFilling = true;
      filledTo = sizeBytes;
    }
    return true;
  }

  private void fill(Workbench bench) throws StorageException {
    long end = Math.min(file.lengthBytes(), filledTo + STEP_BYTES);
    while (filledTo < end) {
      int bytes = (int) Math.min(Workbench.SCRATCH_BYTES, end - filledTo);
      writeZeros(bench, filledTo, bytes);
      filledTo += bytes;
      filledBytes += bytes;
    }
    isFilling = filledTo < file.lengthBytes();
  }

  /** Returns how far the filling has come, while there is any. */
  Optional<StorageEvent.Filled> progress() {
    return filledBytes == 0
        ? Optional.empty()
        : Optional.of(new StorageEvent.Filled(filledBytes, totalBytes));
  }

  private void writeZeros(Workbench bench, long fileOffset, int bytes) throws StorageException {
    ByteBuffer zeros = bench.scratch().limit(bytes);
    TorrentFiles.fillWithZeros(zeros);
    zeros.flip();
    files.write(bench, file.offset() + fileOffset, new ByteBuffer[] {zeros}, 1);
  }

  private static String amount(long bytes) {
    if (bytes < 1 << 20) {
      return bytes + " bytes";
    }
    return bytes < 1 << 30
        ? String.format(Locale.ROOT, "%.1f MiB", bytes / (double) (1 << 20))
        : String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1 << 30));
  }
}
