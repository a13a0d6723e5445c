package dev.sluice.storage;

import dev.sluice.model.BlockRef;
import dev.sluice.model.PieceGeometry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;

/**
 * Reads blocks that are to be uploaded, while the caller waits. Neighbours on disk are read with
 * one read, from which the system also sees how far to read ahead.
 *
 * <p>Bytes that lie in memory are read by the caller, at one of the {@link ReadingDesks}: a visit
 * to a lane costs two thread switches, several times as much as the copying. But a caller that
 * waits for a disk would keep the others of its kind from running (a virtual thread holds its
 * carrier), so as soon as reads turn out slow, or all desks are taken, they are done by the lanes
 * of their pieces: all blocks in a row that belong to one lane in one visit.
 *
 * <p>Any thread that may wait may call.
 */
final class UploadReads {
  private final TorrentParts parts;
  private final TorrentFiles files;
  private final PieceGeometry geometry;
  private final ReadingDesks desks;
  private final IntFunction<Workbench> benches;
  private final Owner owner;

  /** Reads the files of {@code parts}; {@code benches} tells the lane of a piece. */
  UploadReads(TorrentParts parts, ReadingDesks desks, IntFunction<Workbench> benches, Owner owner) {
    this.parts = parts;
    this.files = parts.files();
    this.geometry = parts.info().geometry();
    this.desks = desks;
    this.benches = benches;
    this.owner = owner;
  }

  /** The torrent whose bytes are read. */
  interface Owner {
    /** Returns whether its files are closed for good. Any thread may ask. */
    boolean isClosed();

    /**
     * The disk refused: the torrent must know, the peer whom the bytes were for cannot help. Told
     * on the thread that read.
     */
    void onFailed(StorageException failure);
  }

  /** Reads as {@link TorrentStorage#read} says. */
  void read(List<BlockRef> blocks, ByteBuffer target) throws IOException, InterruptedException {
    refuseUnlessReadable(blocks, target);
    if (owner.isClosed()) {
      throw closed();
    }
    if (!desks.isQuick() || !readAtDesk(blocks, target)) {
      readOnLanes(blocks, target);
    }
  }

  private void refuseUnlessReadable(List<BlockRef> blocks, ByteBuffer target) {
    long bytes = 0;
    for (BlockRef block : blocks) {
      if (!geometry.contains(block)) {
        throw new IllegalArgumentException("no range of this torrent: " + block);
      }
      bytes += block.length();
    }
    if (bytes > target.remaining()) {
      throw new IllegalArgumentException("no room for " + bytes + " bytes: " + target);
    }
  }

  private static IOException closed() {
    return new IOException("the torrent's files are closed");
  }

  private boolean readAtDesk(List<BlockRef> blocks, ByteBuffer target)
      throws IOException, InterruptedException {
    try {
      return desks.tryRead(files, open -> readRuns(open, blocks, target));
    } catch (StorageException e) {
      throw told(e);
    } finally {
      if (owner.isClosed()) {
        desks.closeAll(files);
      }
    }
  }

  /** Closes what is open for reading; who reads just now does it when done. */
  void close() {
    desks.closeAll(files);
  }

  private void readOnLanes(List<BlockRef> blocks, ByteBuffer target)
      throws IOException, InterruptedException {
    int next = 0;
    while (next < blocks.size()) {
      Workbench bench = benches.apply(blocks.get(next).pieceIndex());
      int end = next + 1;
      while (end < blocks.size() && benches.apply(blocks.get(end).pieceIndex()) == bench) {
        end++;
      }
      visit(bench, blocks.subList(next, end), target);
      next = end;
    }
  }

  private void visit(Workbench bench, List<BlockRef> blocks, ByteBuffer target)
      throws IOException, InterruptedException {
    AtomicReference<Optional<IOException>> failure = new AtomicReference<>(Optional.empty());
    bench.lane().run(() -> failure.set(onLane(bench, blocks, target)));
    if (failure.get().isPresent()) {
      throw failure.get().get();
    }
  }

  private Optional<IOException> onLane(Workbench bench, List<BlockRef> blocks, ByteBuffer target) {
    if (owner.isClosed()) {
      return Optional.of(closed());
    }
    try {
      readRuns(bench.openFiles(), blocks, target);
      return Optional.empty();
    } catch (StorageException e) {
      return Optional.of(told(e));
    }
  }

  private void readRuns(OpenFiles open, List<BlockRef> blocks, ByteBuffer target)
      throws StorageException {
    long startNanos = parts.clock().nanoTime();
    int limit = target.limit();
    int next = 0;
    try {
      while (next < blocks.size()) {
        long begin = geometry.blockOffset(blocks.get(next));
        long end = begin;
        while (next < blocks.size() && geometry.blockOffset(blocks.get(next)) == end) {
          end += blocks.get(next).length();
          next++;
        }
        target.limit(target.position() + (int) (end - begin));
        files.read(open, begin, target);
      }
    } catch (RuntimeException e) {
      throw Refusals.explain(files.folder().path(), e);
    } finally {
      target.limit(limit);
      desks.took(parts.clock().nanoTime() - startNanos);
    }
  }

  private StorageException told(StorageException failure) {
    owner.onFailed(failure);
    return failure;
  }
}
