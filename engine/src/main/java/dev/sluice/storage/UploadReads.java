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
 * Reads blocks that are to be uploaded, on the lanes of their pieces, while the caller waits.
 *
 * <p>A visit to a lane costs two thread switches, several times as much as copying a block out of
 * the page cache. So all blocks in a row that belong to one lane are read in one visit, and those
 * of them that are neighbours on disk with one read, from which the system also sees how far to
 * read ahead.
 *
 * <p>Any thread that may wait may call.
 */
final class UploadReads {
  private final TorrentFiles files;
  private final PieceGeometry geometry;
  private final IntFunction<Workbench> benches;
  private final Owner owner;

  /** Reads {@code files}; {@code benches} tells the lane of a piece. */
  UploadReads(
      TorrentFiles files, PieceGeometry geometry, IntFunction<Workbench> benches, Owner owner) {
    this.files = files;
    this.geometry = geometry;
    this.benches = benches;
    this.owner = owner;
  }

  /** The torrent whose bytes are read. Called on lanes. */
  interface Owner {
    /** Returns whether its files are closed for good. */
    boolean isClosed();

    /** The disk refused: the torrent must know, the peer whom the bytes were for cannot help. */
    void onFailed(StorageException failure);
  }

  /** Reads as {@link TorrentStorage#read} says. */
  void read(List<BlockRef> blocks, ByteBuffer target) throws IOException, InterruptedException {
    refuseUnlessReadable(blocks, target);
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
      return Optional.of(new IOException("the torrent's files are closed"));
    }
    int limit = target.limit();
    try {
      readRuns(bench, blocks, target);
      return Optional.empty();
    } catch (StorageException e) {
      return Optional.of(told(e));
    } catch (RuntimeException e) {
      return Optional.of(told(Refusals.explain(files.folder().path(), e)));
    } finally {
      target.limit(limit);
    }
  }

  private void readRuns(Workbench bench, List<BlockRef> blocks, ByteBuffer target)
      throws StorageException {
    int next = 0;
    while (next < blocks.size()) {
      long begin = geometry.blockOffset(blocks.get(next));
      long end = begin;
      while (next < blocks.size() && geometry.blockOffset(blocks.get(next)) == end) {
        end += blocks.get(next).length();
        next++;
      }
      target.limit(target.position() + (int) (end - begin));
      files.read(bench, begin, target);
    }
  }

  private StorageException told(StorageException failure) {
    owner.onFailed(failure);
    return failure;
  }
}
