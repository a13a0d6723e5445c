package dev.sluice.storage;

import dev.sluice.metainfo.FileEntry;
import dev.sluice.metainfo.FileSpan;
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
