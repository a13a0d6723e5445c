package dev.sluice.metainfo;

import dev.sluice.model.Bep;
import dev.sluice.model.PieceGeometry;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

/**
 * How the bytes of a torrent fall into its files, which lie behind one another without gaps.
 *
 * <pre>
 *   pieces  |    0    |    1    |    2   |
 *   files   |  a   |b|      c       |  d |     and e of length 0, which has no byte
 * </pre>
 */
@Bep({3, 47})
public final class FileLayout implements Iterable<FileEntry> {
  private final List<FileEntry> files;
  private final long totalBytes;

  /**
   * Takes the files in their order.
   *
   * @throws IllegalArgumentException if there is none, or if an index or offset does not follow
   *     from the file before it
   */
  public FileLayout(List<FileEntry> files) {
    this.files = List.copyOf(files);
    if (files.isEmpty()) {
      throw new IllegalArgumentException("a torrent has at least one file");
    }
    long offset = 0;
    for (int i = 0; i < this.files.size(); i++) {
      FileEntry file = this.files.get(i);
      if (file.index() != i || file.offset() != offset) {
        throw new IllegalArgumentException("file out of order: " + file);
      }
      offset = Math.addExact(offset, file.lengthBytes());
    }
    this.totalBytes = offset;
  }

  /** Returns all files, padding included, in their order. */
  public List<FileEntry> files() {
    return files;
  }

  /** Returns the file at {@code fileIndex}. */
  public FileEntry file(int fileIndex) {
    return files.get(fileIndex);
  }

  /** Returns the number of files, padding included. */
  public int fileCount() {
    return files.size();
  }

  /** Returns the length of all files together, padding included. */
  public long totalBytes() {
    return totalBytes;
  }

  /** Returns the length of the files that exist on disk. */
  public long storedBytes() {
    return files.stream().filter(FileEntry::isStored).mapToLong(FileEntry::lengthBytes).sum();
  }

  /**
   * Returns the spans that the range covers, in order and without gaps, padding included; files of
   * length 0 have none.
   *
   * @param offset first byte among all bytes of the torrent
   * @param lengthBytes 0 or more
   * @throws IndexOutOfBoundsException if the range leaves the torrent
   */
  public List<FileSpan> spans(long offset, long lengthBytes) {
    Objects.checkFromIndexSize(offset, lengthBytes, totalBytes);
    List<FileSpan> spans = new ArrayList<>(2);
    long at = offset;
    long end = offset + lengthBytes;
    for (int i = at < end ? fileAt(at) : fileCount(); at < end; i++) {
      FileEntry file = files.get(i);
      long spanBytes = Math.min(end, file.endOffset()) - at;
      if (spanBytes > 0) {
        spans.add(new FileSpan(i, at - file.offset(), spanBytes));
        at += spanBytes;
      }
    }
    return spans;
  }

  /**
   * Returns the index of the file that holds the byte at {@code offset}.
   *
   * @throws IndexOutOfBoundsException if the torrent has no such byte
   */
  public int fileAt(long offset) {
    Objects.checkIndex(offset, totalBytes);
    int low = 0;
    int high = files.size() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (files.get(middle).endOffset() > offset) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /**
   * Returns the first piece that holds bytes of the file.
   *
   * @throws IllegalArgumentException if the file is empty, so that no piece does
   */
  public int firstPiece(int fileIndex, PieceGeometry geometry) {
    return (int) (notEmpty(fileIndex).offset() / geometry.pieceBytes());
  }

  /**
   * Returns the last piece that holds bytes of the file.
   *
   * @throws IllegalArgumentException if the file is empty, so that no piece does
   */
  public int lastPiece(int fileIndex, PieceGeometry geometry) {
    return (int) ((notEmpty(fileIndex).endOffset() - 1) / geometry.pieceBytes());
  }

  private FileEntry notEmpty(int fileIndex) {
    FileEntry file = files.get(fileIndex);
    if (file.lengthBytes() == 0) {
      throw new IllegalArgumentException("no piece holds the empty file " + file.path());
    }
    return file;
  }

  @Override
  public Iterator<FileEntry> iterator() {
    return files.iterator();
  }

  @Override
  public String toString() {
    return files.size() + " files of " + totalBytes + " bytes";
  }
}
