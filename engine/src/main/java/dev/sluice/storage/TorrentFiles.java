package dev.sluice.storage;

import dev.sluice.metainfo.FileEntry;
import dev.sluice.metainfo.FileLayout;
import dev.sluice.metainfo.FileSpan;
import dev.sluice.model.Bep;
import dev.sluice.storage.Folder.Access;
import dev.sluice.storage.StorageFailure.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * A torrent's bytes as one long range over its files. Padding reads as zeros, swallows what is
 * written, and never touches the disk (BEP 47).
 *
 * <p>Used by all lanes at once, each with its own {@link Workbench}.
 */
@Bep(47)
final class TorrentFiles {
  private final FileLayout layout;
  private final Folder folder;
  private final AtomicIntegerArray unforced;

  TorrentFiles(FileLayout layout, Folder folder) {
    this.layout = layout;
    this.folder = folder;
    this.unforced = new AtomicIntegerArray(layout.fileCount());
  }

  /** Returns how the bytes fall into files. */
  FileLayout layout() {
    return layout;
  }

  /** Returns the folder that the files lie in. */
  Folder folder() {
    return folder;
  }

  /** Returns the path of a file below the folder. */
  Path relativePath(int fileIndex) {
    List<String> names = layout.file(fileIndex).path().elements();
    Path path = Paths.get(names.get(0));
    for (String name : names.subList(1, names.size())) {
      path = path.resolve(name);
    }
    return path;
  }

  /** Returns where a file is, for messages to people. */
  Path fullPath(int fileIndex) {
    return folder.path().resolve(relativePath(fileIndex));
  }

  /** Opens a file for the lane that calls. */
  OpenFile open(int fileIndex, Access access) throws StorageException {
    try {
      return folder.open(relativePath(fileIndex), access);
    } catch (IOException e) {
      throw Refusals.explain(fullPath(fileIndex), e);
    }
  }

  /** Returns size and time of a file, or empty if it is not there. */
  Optional<FileStamp> stamp(int fileIndex) throws StorageException {
    try {
      return folder.stamp(relativePath(fileIndex));
    } catch (IOException e) {
      throw Refusals.explain(fullPath(fileIndex), e);
    }
  }

  /** Cuts off what lies behind the length that the torrent gives the file. */
  void truncate(Workbench bench, int fileIndex) throws StorageException {
    OpenFile file = bench.openFiles().open(this, fileIndex, Access.WRITE);
    try {
      file.truncate(layout.file(fileIndex).lengthBytes());
    } catch (IOException e) {
      throw Refusals.explain(fullPath(fileIndex), e);
    }
  }

  /** Fills {@code target} on a lane, as {@link #read(OpenFiles, long, ByteBuffer)} does. */
  void read(Workbench bench, long offset, ByteBuffer target) throws StorageException {
    read(bench.openFiles(), offset, target);
  }

  /**
   * Fills {@code target} with the bytes from {@code offset} on.
   *
   * @param open owned by the thread that calls
   * @throws StorageException also if a file is missing or too short
   */
  void read(OpenFiles open, long offset, ByteBuffer target) throws StorageException {
    int end = target.limit();
    for (FileSpan span : layout.spans(offset, target.remaining())) {
      target.limit(target.position() + (int) span.lengthBytes());
      if (layout.file(span.fileIndex()).isStored()) {
        readSpan(open, span, target);
      } else {
        fillWithZeros(target);
      }
    }
    target.limit(end);
  }

  private void readSpan(OpenFiles open, FileSpan span, ByteBuffer target) throws StorageException {
    OpenFile file = open.open(this, span.fileIndex(), Access.READ);
    try {
      file.read(target, span.fileOffset());
    } catch (IOException e) {
      throw Refusals.explain(fullPath(span.fileIndex()), e);
    }
    if (target.hasRemaining()) {
      String reason = "the file has become shorter than it should be; check the torrent again";
      throw new StorageException(
          new StorageFailure(Kind.MISSING, fullPath(span.fileIndex()), reason));
    }
  }

  /** Fills what remains of {@code target} with zeros. */
  static void fillWithZeros(ByteBuffer target) {
    while (target.remaining() >= Long.BYTES) {
      target.putLong(0);
    }
    while (target.hasRemaining()) {
      target.put((byte) 0);
    }
  }

  /** Writes all that remains in the first {@code count} sources from {@code offset} on. */
  void write(Workbench bench, long offset, ByteBuffer[] sources, int count)
      throws StorageException {
    long total = 0;
    for (int i = 0; i < count; i++) {
      total += sources[i].remaining();
    }
    List<FileSpan> spans = layout.spans(offset, total);
    if (spans.size() == 1) {
      writeSpan(bench, spans.get(0), sources, count);
      return;
    }
    Slicer slicer = new Slicer(sources);
    for (FileSpan span : spans) {
      ByteBuffer[] slices = slicer.take(span.lengthBytes());
      writeSpan(bench, span, slices, slices.length);
    }
  }

  private void writeSpan(Workbench bench, FileSpan span, ByteBuffer[] sources, int count)
      throws StorageException {
    FileEntry entry = layout.file(span.fileIndex());
    if (!entry.isStored()) {
      return;
    }
    OpenFile file = bench.openFiles().open(this, span.fileIndex(), Access.WRITE);
    unforced.set(span.fileIndex(), 1);
    try {
      file.write(sources, count, span.fileOffset());
    } catch (IOException e) {
      throw Refusals.explain(fullPath(span.fileIndex()), e);
    }
  }

  /** Returns once everything written before is on the device. */
  void force(Workbench bench) throws StorageException {
    for (int i = 0; i < unforced.length(); i++) {
      if (unforced.compareAndSet(i, 1, 0)) {
        forceFile(bench, i);
      }
    }
  }

  private void forceFile(Workbench bench, int fileIndex) throws StorageException {
    try {
      bench.openFiles().open(this, fileIndex, Access.READ).force();
    } catch (IOException e) {
      unforced.set(fileIndex, 1);
      throw Refusals.explain(fullPath(fileIndex), e);
    }
  }

  /** Cuts a row of buffers anew, at the borders of files. */
  private static final class Slicer {
    private final ByteBuffer[] sources;
    private int next;

    Slicer(ByteBuffer[] sources) {
      this.sources = sources;
    }

    ByteBuffer[] take(long lengthBytes) {
      List<ByteBuffer> slices = new ArrayList<>();
      long missing = lengthBytes;
      while (missing > 0) {
        ByteBuffer source = sources[next];
        int bytes = (int) Math.min(missing, source.remaining());
        int end = source.position() + bytes;
        slices.add(source.duplicate().limit(end).slice());
        source.position(end);
        missing -= bytes;
        if (!source.hasRemaining()) {
          next++;
        }
      }
      return slices.toArray(new ByteBuffer[0]);
    }
  }
}
